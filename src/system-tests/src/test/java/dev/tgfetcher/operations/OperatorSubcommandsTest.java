package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The subcommands that change something work as the user "operator" of Redis. No worker runs, so
 * that none takes their commands.
 */
class OperatorSubcommandsTest {
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final String COMMAND =
      "{\"command\":\"fetch\",\"chat\":\"@your_channel\",\"date\":\"2025-11-07\",\"command_id\":\"%s\"}";

  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f]+)\"");

  @TempDir Path folder;
  private RedisServerProcess redis;
  private RespConnection test;

  @BeforeEach
  void start() throws IOException {
    Files.createSymbolicLink(folder.resolve("tg-fetcher"), Repository.path("tg-fetcher"));
    redis = RedisUsers.start(folder);
    test = RedisUsers.TEST.connect(redis.port());
  }

  @AfterEach
  void end() {
    List<String> refused = RedisUsers.OPERATOR.refused(test);
    test.close();
    redis.close();
    assertThat(refused).isEmpty();
  }

  @Test
  void a_command_is_cancelled() {
    test.call("RPUSH", KEYS.pending(), COMMAND.formatted("wrong"));

    assertThat(operate("./tg-fetcher queue cancel wrong")).contains("\"wrong\"");

    assertThat(test.number("LLEN", KEYS.pending())).isZero();
    assertThat(operate("./tg-fetcher audit")).contains("queue cancel");
  }

  @Test
  void the_commands_of_a_dead_worker_are_requeued() {
    test.call("RPUSH", KEYS.processing("dead-1-abc"), COMMAND.formatted("orphan"));
    assertThat(operate("./tg-fetcher orphans list")).contains("dead-1-abc");

    operate("./tg-fetcher orphans requeue");

    assertThat(test.number("LLEN", KEYS.pending())).isEqualTo(1);
  }

  @Test
  void a_rate_is_set_and_shown() {
    operate("./tg-fetcher limits set history 7/s");

    assertThat(operate("./tg-fetcher limits --output json")).contains("7/s");
  }

  @Test
  void dead_letters_are_exported_purged_imported_edited_and_replayed() {
    test.call("RPUSH", KEYS.failed(), letter("first"));
    test.call("RPUSH", KEYS.failed(), letter("second"));

    operate("./tg-fetcher dlq export --file letters.jsonl");
    operate("./tg-fetcher dlq purge --error-type network --yes");
    assertThat(test.number("LLEN", KEYS.failed())).isZero();
    operate("./tg-fetcher dlq import letters.jsonl");
    assertThat(test.number("LLEN", KEYS.failed())).isEqualTo(2);
    Matcher id = ID.matcher(operate("./tg-fetcher dlq list --output json"));
    assertThat(id.find()).isTrue();
    operate("EDITOR='sed -i s/2025-11-07/2025-11-08/' ./tg-fetcher dlq edit " + id.group(1));
    assertThat(test.text("LRANGE", KEYS.failed(), "0", "-1")).contains("2025-11-08");
    operate("./tg-fetcher dlq replay --all --yes");

    assertThat(test.number("LLEN", KEYS.failed())).isZero();
    assertThat(test.number("LLEN", KEYS.pending())).isEqualTo(2);
  }

  /** The schedule has missed a time and pushes at once, so the test waits for no other. */
  @Test
  void a_schedule_pushes_and_releases_its_lock() {
    test.call("SET", KEYS.schedule("nightly"), "1762387200000");

    List<String> schedule =
        List.of(
            folder.resolve("tg-fetcher").toString(),
            "schedule",
            "@your_channel",
            "--cron",
            "0 0 1 1 *",
            "--name",
            "nightly",
            "--catch-up");
    try (RunningProcess scheduler = RunningProcess.start(folder, environment(), schedule)) {
      await()
          .until(
              () -> {
                scheduler.requireLife();
                return test.number("LLEN", KEYS.pending()) == 1;
              });
      assertThat(test.number("EXISTS", KEYS.scheduleLock("nightly"))).isEqualTo(1);
    }

    assertThat(test.number("EXISTS", KEYS.scheduleLock("nightly"))).isZero();
  }

  private static String letter(String id) {
    return COMMAND
        .formatted(id)
        .replace(
            "}",
            ",\"failed_at\":\"2025-11-08T10:30:00Z\",\"error\":\"away\",\"error_type\":\"network\","
                + "\"retry_count\":3,\"interruptions\":0,\"worker_id\":\"w\","
                + "\"correlation_id\":\"c\"}");
  }

  private String operate(String script) {
    ExternalTool.Result result =
        new ExternalTool(Path.of("/bin/bash"))
            .in(folder)
            .run(environment(), "-euo", "pipefail", "-c", script);
    assertThat(result.exitCode()).as(script + "\n" + result.output()).isZero();
    return result.output();
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "REDIS_URL", RedisUsers.OPERATOR.url(redis.port()));
  }
}
