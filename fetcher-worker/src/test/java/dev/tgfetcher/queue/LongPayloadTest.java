package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.RedisException;

/** A payload of 100 MiB, which another program pushed by mistake. */
@ExtendWith(RedisServerExtension.class)
class LongPayloadTest {
  private static final long BYTES = 100L * 1024 * 1024;

  private static final String PUSH =
      "SELECT %s\r\nEVAL \"return redis.call('RPUSH', KEYS[1], '{\\\"command\\\":\\\"' .."
          + " string.rep('x', ARGV[1] - 12))\" 1 %s %d\r\n";

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  /**
   * Redis makes the payload itself, so that this process never has it. A busy machine needs seconds
   * for it, after which Redisson would push it again.
   */
  private void pushTo(String list) {
    URI server = URI.create(at.redis().url());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String database = server.getPath().substring(1);
      socket.getOutputStream().write(PUSH.formatted(database, list, BYTES).getBytes(US_ASCII));
      byte[] replies = socket.getInputStream().readNBytes("+OK\r\n:1".length());
      assertThat(new String(replies, US_ASCII)).isEqualTo("+OK\r\n:1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Repeats what a busy Redis does not answer in time, as the threads of a worker do. */
  private static <T> T patiently(Callable<T> call) {
    return await().ignoreExceptionsInstanceOf(RedisException.class).until(call, any -> true);
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

    Optional<Lease> next = Optional.empty();
    while (next.isEmpty()) {
      next = patiently(() -> at.queue().lease(Duration.ofSeconds(1)));
    }

    assertThat(allocated() - before).isLessThan(BYTES / 2);
    assertThat(next.get().payload().text()).isEqualTo(payload(1));
    // A take whose reply came too late has left the payload to this role.
    buryStranded();
    at.queue().requeue(next.get());
    isBuried();
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

    Reclaimer.Outcome unused =
        patiently(() -> QueueFixtures.reclaimer(at.redis()).reclaimAll("dead"));

    isBuried();
    at.state().hasPending(payload(1));
  }

  @Test
  void becomes_a_dead_letter_in_the_list_of_a_worker_whose_take_failed() {
    pushTo(at.redis().keys().processing(WORKER));

    buryStranded();

    isBuried();
  }

  private void buryStranded() {
    StrandedLeases role = QueueFixtures.strandedLeases(at.redis(), at.queue());
    boolean unused =
        patiently(
            () -> {
              role.runOnce();
              return true;
            });
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

    assertThat(patiently(counter::count).get(0).commands()).isEqualTo(1);
    assertThat(allocated() - before).isLessThan(BYTES / 2);
  }
}
