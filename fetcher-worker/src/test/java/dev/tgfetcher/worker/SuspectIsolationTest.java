package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SuspectIsolationTest {
  private final SuspectIsolation isolation = new SuspectIsolation();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CommandHandler quick = isolation.around(lease -> List.of());
  private final CommandHandler running =
      isolation.around(
          lease -> {
            end.await();
            return List.of();
          });

  private static Lease lease(int interruptions) {
    Instant now = Instant.parse("2025-11-08T10:30:00Z");
    ParsedCommand.Valid parsed = (ParsedCommand.Valid) CommandParser.parse(payload(1));
    return new Lease(
        Payload.of(payload(1)),
        "token",
        parsed.command(),
        false,
        0,
        interruptions,
        List.of(),
        1,
        now,
        now,
        now,
        Map.of());
  }

  private static FutureTask<Object> start(CommandHandler handler, int interruptions) {
    FutureTask<Object> task = new FutureTask<>(() -> handler.handle(lease(interruptions)));
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @Test
  void commands_that_are_no_suspects_run_at_one_time() throws Exception {
    FutureTask<Object> neighbour = start(running, 1);
    await().until(() -> isolation.running() == 1);

    assertThat(quick.isReady()).isTrue();
    assertThat(quick.handle(lease(0))).isEmpty();
    assertThat(neighbour.isDone()).isFalse();
    end.countDown();
  }

  @Test
  void a_suspect_waits_for_the_commands_in_flight_and_then_runs_alone() throws Exception {
    FutureTask<Object> neighbour = start(running, 0);
    await().until(() -> neighbour.isDone() || isolation.running() == 1);
    FutureTask<Object> suspect = start(quick, 2);
    await().until(() -> !quick.isReady());
    assertThat(suspect.isDone()).isFalse();

    end.countDown();

    assertThat(suspect.get()).isEqualTo(List.of());
    assertThat(quick.isReady()).isTrue();
  }

  @Test
  void a_command_that_was_taken_beside_a_suspect_is_requeued_untouched() throws Exception {
    FutureTask<Object> suspect = start(running, 2);
    await().until(() -> !quick.isReady());

    assertThatThrownBy(() -> quick.handle(lease(0)))
        .satisfies(
            thrown ->
                assertThat(
                        new RetryPolicy(3, Duration.ZERO, Duration.ZERO)
                            .verdict(FailureClassifier.classify(thrown), 1, () -> 0)
                            .kind())
                    .isEqualTo(Verdict.Kind.REQUEUE));
    end.countDown();
    suspect.get();
    assertThat(quick.handle(lease(0))).isEmpty();
  }
}
