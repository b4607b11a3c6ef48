package dev.tgfetcher.bench;

import dev.tgfetcher.app.BuiltApp;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.redisson.client.codec.StringCodec;

/**
 * Measures subcommands on 100,000 dead letters, half of which have one error type. Each subcommand
 * is a process that the launcher starts.
 */
public final class DeadLetterBenchmark {
  private static final int LETTERS = 100_000;
  private static final int BATCH = 1_000;

  private final Path folder;
  private final Map<String, String> environment;

  private DeadLetterBenchmark(Path folder, String redisUrl) {
    this.folder = folder;
    this.environment = Map.of("REDIS_URL", redisUrl);
  }

  /** Prints a line for each subcommand. */
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("tgf-letters");
    try (RedisServerProcess server =
        RedisServerProcess.start(folder, "--appendfsync", "everysec")) {
      fill(server.url());
      DeadLetterBenchmark operator = new DeadLetterBenchmark(folder, server.url());
      operator.time("dlq", "list", "--limit", "20");
      operator.time("dlq", "list", "--limit", "20", "--chat", "chat_0");
      operator.time("dlq", "replay", "--all", "--dry-run");
      operator.time("dlq", "export", "--file", "letters.jsonl");
      operator.time("dlq", "replay", "--error-type", "network", "--yes");
      operator.time("dlq", "purge", "--all", "--yes");
      operator.time("dlq", "import", "letters.jsonl");
    }
  }

  private static void fill(String url) {
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(url), 0)) {
      List<String> batch = new ArrayList<>();
      for (int i = 0; i < LETTERS; i++) {
        batch.add(letter(i).toJson());
        if (batch.size() == BATCH) {
          redis
              .commands()
              .<String>getList(RedisKeys.DEFAULT.failed(), StringCodec.INSTANCE)
              .addAll(batch);
          batch.clear();
        }
      }
    }
  }

  private static DeadLetter letter(int number) {
    String payload =
        "{\"command\": \"fetch\", \"chat\": \"@chat_%d\", \"mode\": \"yesterday\", \"requested_by\": \"cron\"}"
            .formatted(number % 5_000);
    ErrorType type = number % 2 == 0 ? ErrorType.NETWORK : ErrorType.ACCESS_DENIED;
    Instant death = Instant.now().minusSeconds(LETTERS - number);
    String id = "command-" + number;
    return DeadLetter.of(
        payload, death, "it went wrong", type, 2, 0, "host-1-abcdef", id, id, death, List.of());
  }

  private void time(String... arguments) throws IOException, InterruptedException {
    long start = System.nanoTime();
    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, environment, arguments);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT,
        "%-55s exit %d  %,7d ms%n",
        String.join(" ", arguments),
        result.exitCode(),
        took.toMillis());
  }
}
