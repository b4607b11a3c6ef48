package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.QueueFixtures.CLOCK;
import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.metrics.Metrics;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RedisServerExtension.class)
class ProcessorTest {
  private static final long SEED = 20251108;
  private static final CommandListener BROKEN =
      new CommandListener() {
        @Override
        public void taken(Lease lease) {
          throw new ArithmeticException("taken");
        }

        @Override
        public void failed(Lease lease, Failure failure, Verdict verdict) {
          throw new ArithmeticException("failed");
        }

        @Override
        public void settled(Lease lease, Outcome outcome) {
          throw new ArithmeticException("settled");
        }
      };

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  private Processor processor(CommandListener listener) {
    return processor(lease -> List.of(), listener);
  }

  private Processor processor(CommandHandler handler, CommandListener listener) {
    return new Processor(
        at.queue(),
        handler,
        new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)),
        DEAD_LETTERS,
        EVENTS,
        CLOCK,
        () -> 0.5,
        listener,
        failure -> {});
  }

  @Test
  void a_command_is_done_with_any_timestamp_of_its_sender() {
    RandomGenerator random = new SplittableRandom(SEED);
    Metrics metrics = new Metrics(10, "1.0", WORKER, CLOCK);
    Processor processor = processor(metrics.commands());
    at.state().push(sentAt("0001-01-01T00:00:00Z"));
    at.state().push(sentAt("-999999999-01-01T00:00:00+18:00"));
    for (int i = 0; i < 200; i++) {
      at.state().push(sentAt(moment(random)));
    }

    while (at.state().pendingCount() > 0) {
      processor.processOne();
    }

    at.state().hasNothingInFlight().hasDelayed();
    assertThat(at.queue().inFlight().payloads()).isEmpty();
    assertThat(at.state().deadLetters()).isEmpty();
  }

  private static String sentAt(String moment) {
    return payload(1).replace("\"t1\"", '"' + moment + '"');
  }

  private static String moment(RandomGenerator random) {
    return "%s%09d-%02d-%02dT%02d:00:00%+03d:00"
        .formatted(
            random.nextBoolean() ? "+" : "-",
            random.nextInt(1_000_000_000),
            random.nextInt(14),
            random.nextInt(33),
            random.nextInt(26),
            random.nextInt(-19, 20));
  }

  @Test
  void a_command_that_is_interrupted_at_a_file_goes_back_untouched(@TempDir Path folder) {
    at.state().push(payload(1));

    processor(
            lease -> {
              Thread.currentThread().interrupt();
              return PathLock.withLock(folder.resolve("lock"), () -> List.of());
            },
            CommandListener.NONE)
        .processOne();

    assertThat(Thread.interrupted()).isTrue();
    at.state().hasPending(payload(1)).hasDelayed().hasNothingInFlight();
    assertThat(at.state().counter(payload(1), "attempts")).isNull();
  }

  @Test
  void a_command_that_is_done_when_the_interrupt_comes_is_done() {
    at.state().push(payload(1));

    processor(
            lease -> {
              Thread.currentThread().interrupt();
              return List.of();
            },
            CommandListener.NONE)
        .processOne();

    assertThat(Thread.interrupted()).isTrue();
    at.state().hasPending().hasDelayed().hasNothingInFlight();
  }

  @Test
  void a_failing_listener_prevents_no_command_from_its_end() {
    at.state().push(payload(1));

    processor(CommandListener.all(List.of(BROKEN, CommandListener.NONE))).processOne();

    at.state().hasPending().hasDelayed().hasNothingInFlight();
    assertThat(at.queue().inFlight().payloads()).isEmpty();
  }

  @Test
  void a_command_whose_end_cannot_be_written_is_active_no_more() {
    Metrics metrics = new Metrics(10, "1.0", WORKER, CLOCK);
    CommandListener failing =
        new CommandListener() {
          @Override
          public void taken(Lease lease) {
            metrics.commands().taken(lease);
          }

          @Override
          public void settled(Lease lease, Outcome outcome) {
            throw new ArithmeticException("settled");
          }

          @Override
          public void abandoned(Lease lease) {
            metrics.commands().abandoned(lease);
          }
        };
    at.state().push(payload(1));

    assertThatThrownBy(processor(failing)::processOne).isInstanceOf(ArithmeticException.class);

    assertThat(Scrape.parse(metrics.scrape()).value("tgf_command_active_seconds_count")).isZero();
  }

  @Test
  void a_command_whose_end_can_never_be_written_is_found_by_upkeep_and_becomes_a_dead_letter() {
    Processor processor = processor(BROKEN);
    StrandedLeases upkeep = QueueFixtures.strandedLeases(at.redis(), at.queue());
    at.state().push(payload(1));
    for (int fault = 1; fault <= 3; fault++) {
      at.state().hasPending(payload(1));
      assertThatThrownBy(processor::processOne).isInstanceOf(ArithmeticException.class);
      at.state().hasInFlight(WORKER, payload(1));
      upkeep.runOnce();
      upkeep.runOnce();
    }

    at.state().hasPending().hasNothingInFlight();
    assertThat(at.state().deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED);
              assertThat(letter.error()).endsWith("java.lang.ArithmeticException: failed");
            });
  }
}
