package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import dev.tgfetcher.upkeep.WorkerIdTakenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two whole workers that start at once with one id, each with a session. */
@ExtendWith(RedisServerExtension.class)
class SameIdTest {
  @TempDir Path folder;

  @Test
  void one_works_and_the_other_ends_with_the_remedy(TestRedis redis) throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    builder
        .supergroup("ru_python", "Python")
        .joinedBy(account)
        .add(m -> m.at("2025-11-07T12:00:00Z").from(builder.user(501, "Anna")).text("one"));
    Map<String, String> sameId = Map.of("WORKER_ID", "same");
    try (TestTelegram telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"))) {
      telegram.logIn("first", account);
      telegram.logIn("second", account);
      try (TestWorker one = TestWorker.start(redis, telegram, folder, sameId);
          TestWorker other = TestWorker.start(redis, telegram, folder, sameId)) {
        List<TestWorker> both = List.of(one, other);

        await().until(() -> both.stream().anyMatch(w -> w.exitCode().isDone()));

        TestWorker ended = one.exitCode().isDone() ? one : other;
        assertThat(failure(ended))
            .isInstanceOf(WorkerIdTakenException.class)
            .hasMessageContaining("leave WORKER_ID out");
        new QueueState(redis)
            .push("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}");
        Path file = folder.resolve("data/ru_python/2025-11-07.json");
        await().until(() -> Files.exists(file));
        assertThat(ended == one ? other.stop() : one.stop()).isEqualTo(ExitCode.DONE);
      }
    }
  }

  private static Throwable failure(TestWorker ended) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    var unused =
        ended
            .exitCode()
            .handle(
                (code, thrown) -> {
                  failure.set(thrown instanceof CompletionException ? thrown.getCause() : thrown);
                  return code;
                });
    return failure.get();
  }
}
