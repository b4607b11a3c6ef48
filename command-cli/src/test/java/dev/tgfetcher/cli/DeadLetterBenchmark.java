package dev.tgfetcher.cli;

import dev.tgfetcher.queue.RedisAddress;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.DeadLetter;
import dev.tgfetcher.schema.ErrorType;
import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.redisson.client.codec.StringCodec;

/** How long an operator waits with 100,000 dead letters; the first run of each is cold. */
public final class DeadLetterBenchmark {
  private static final int LETTERS = 100_000;
  private static final int BATCH = 1_000;

  private DeadLetterBenchmark() {}

  /** Prints a line for each verb. */
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("tgf-letters");
    try (RedisServerProcess server =
        RedisServerProcess.start(folder, "--appendfsync", "everysec")) {
      fill(server.url());
      Shell shell = new Shell(folder).with("REDIS_URL", server.url());
      time(shell, "dlq", "list", "--limit", "20");
      time(shell, "dlq", "list", "--limit", "20", "--chat", "chat_0");
      time(shell, "dlq", "replay", "--all", "--dry-run");
      time(shell, "dlq", "export", "--file", "letters.jsonl");
      time(shell, "dlq", "replay", "--error-type", "network", "--yes");
      time(shell, "dlq", "purge", "--all", "--yes");
      time(shell, "dlq", "import", "letters.jsonl");
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

  private static void time(Shell shell, String... arguments) {
    long start = System.nanoTime();
    Shell.Result result = shell.run(arguments);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT,
        "%-55s exit %d  %,7d ms%n",
        String.join(" ", arguments),
        result.exitCode(),
        took.toMillis());
  }
}
