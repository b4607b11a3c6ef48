package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** A payload of 100 MiB, which another program pushed by mistake. */
@ExtendWith(RedisServerExtension.class)
class LongPayloadTest {
  private static final long BYTES = 100L * 1024 * 1024;

  /** On a busy machine it takes Redis seconds, and Redisson then sends it again. */
  private static final String PUSH_ONCE =
      "if redis.call('LLEN', KEYS[1]) == 0 then"
          + " redis.call('RPUSH', KEYS[1], '{\"command\":\"' .. string.rep('x', ARGV[1] - 12)) end"
          + " return 1";

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  /** Redis makes the payload itself, so that this process never has it. */
  private void pushTo(String list) {
    Object unused =
        at.redis()
            .connection()
            .commands()
            .getScript(StringCodec.INSTANCE)
            .eval(
                RScript.Mode.READ_WRITE,
                PUSH_ONCE,
                RScript.ReturnType.LONG,
                java.util.List.of(list),
                String.valueOf(BYTES));
  }

  private void isBuried() {
    DeadLetter letter = at.state().deadLetters().get(0);
    assertThat(letter.error())
        .isEqualTo("payload: is larger than 64 KiB; of 104857600 bytes the first MiB is kept");
    assertThat(letter.raw()).hasSize(1024 * 1024).startsWith("{\"command\":\"xxx");
    assertThat(at.state().eventsWithoutEnds())
        .singleElement()
        .asString()
        .contains("command_dead_lettered");
    at.state().hasNothingInFlight();
  }

  @Test
  void becomes_a_dead_letter_and_the_next_command_is_taken() {
    pushTo(at.redis().keys().pending());
    at.state().push(payload(1));
    long before = allocated();

    assertThat(at.queue().lease(Duration.ofSeconds(1))).isEmpty();

    assertThat(allocated() - before).isLessThan(BYTES / 2);
    isBuried();
    assertThat(at.lease().payload().text()).isEqualTo(payload(1));
  }

  /** The bytes that this thread has allocated; the letter takes a few times its beginning. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void becomes_a_dead_letter_in_the_list_of_a_dead_worker_beside_its_command() {
    pushTo(at.redis().keys().processing("dead"));
    at.state().leaseTo("dead", payload(1));

    assertThat(QueueFixtures.reclaimer(at.redis()).reclaimAll("dead"))
        .isEqualTo(new Reclaimer.Outcome(1, 1));

    isBuried();
    at.state().hasPending(payload(1));
  }

  @Test
  void becomes_a_dead_letter_in_the_list_of_a_worker_whose_take_failed() {
    pushTo(at.redis().keys().processing(WORKER));

    QueueFixtures.strandedLeases(at.redis(), at.queue()).runOnce();

    isBuried();
  }

  @Test
  void is_counted_without_being_read() {
    pushTo(at.redis().keys().pending());
    long before = allocated();

    QueueCounter counter =
        new QueueCounter(
            at.redis().connection(),
            at.redis().keys(),
            new WorkerRegistry(at.redis().connection(), at.redis().keys()),
            InstantSource.system());

    assertThat(counter.count().get(0).commands()).isEqualTo(1);
    assertThat(allocated() - before).isLessThan(BYTES / 2);
  }
}
