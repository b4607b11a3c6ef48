package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.TestQueue.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that become dead letters. */
@ExtendWith(RedisServerExtension.class)
class DeadLetteringTest {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  @Test
  void a_command_that_is_given_up_is_a_dead_letter_with_the_reason() {
    Lease lease = at.pushAndLease(1);
    Failure failure = new Failure(ErrorType.CHAT_NOT_FOUND, "400 USERNAME_NOT_OCCUPIED");

    at.queue().deadLetter(lease, DEAD_LETTERS.failed(lease, failure), failed(lease));

    assertThat(at.state().deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.CHAT_NOT_FOUND);
              assertThat(letter.error()).isEqualTo("400 USERNAME_NOT_OCCUPIED");
              assertThat(letter.commandFields()).containsKey("chat");
            });
    assertThat(at.state().eventsWithoutEnds())
        .hasSize(2)
        .last()
        .asString()
        .contains("command_dead_lettered");
    at.state().hasNothingInFlight();
  }

  @Test
  void a_malformed_payload_becomes_a_dead_letter_that_names_the_field() {
    at.state().push("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\"}");

    assertThat(at.queue().lease(WAIT)).isEmpty();

    assertThat(at.state().deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.INVALID_COMMAND);
              assertThat(letter.error()).startsWith("date:");
            });
    assertThat(at.state().eventsWithoutEnds())
        .singleElement()
        .asString()
        .contains("command_dead_lettered");
    at.state().hasPending().hasNothingInFlight();
  }

  @Test
  void the_dead_letter_of_a_huge_payload_keeps_its_beginning() {
    at.state().push("{\"command\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}");

    assertThat(at.queue().lease(WAIT)).isEmpty();

    DeadLetter letter = at.state().deadLetters().get(0);
    assertThat(letter.error())
        .isEqualTo("payload: is larger than 64 KiB; of 8388622 bytes the first MiB is kept");
    assertThat(letter.raw()).hasSize(Payload.LONGEST).startsWith("{\"command\":\"xxx");
    at.state().hasPending().hasNothingInFlight();
  }

  @Test
  void bytes_that_are_not_utf_8_become_a_dead_letter() {
    at.state().pushBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '{'});

    assertThat(at.queue().lease(WAIT)).isEmpty();

    assertThat(at.state().deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.errorType()).isEqualTo(ErrorType.INVALID_COMMAND));
    at.state().hasNothingInFlight();
  }

  private AttemptHistory attempts(Lease lease) {
    return new CommandCounters(at.redis().connection(), at.redis().keys())
        .attempts(lease.payload());
  }

  @Test
  void a_reaper_and_the_worker_itself_publish_a_dead_letter_under_one_id() {
    Lease lease = at.pushAndLease(1);
    Payload payload = lease.payload();

    DeadLettering reapers = DEAD_LETTERS.interrupted(payload, WORKER, attempts(lease));

    assertThat(reapers.event().envelope().eventId())
        .isEqualTo(
            DEAD_LETTERS
                .failed(lease, new Failure(ErrorType.NETWORK, "reset"))
                .event()
                .envelope()
                .eventId());
  }
}
