package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of subcommands whose user of {@code users.acl} lacks a permission. */
class RedisRightsSubcommandTest {
  @TempDir static Path directory;
  private static RedisServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = ShippedUsers.start(directory);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static CommandLineRunner.Result run(String user, String... arguments) {
    String url = ShippedUsers.url(server, user);
    return new CommandLineRunner(directory).with("REDIS_URL", url).run(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler, SCAN, status",
    "scheduler, HGETALL one of the keys, push a_chat --days 1 --wait",
    "scheduler, GET, schedule a_chat --name nightly --cron CRON",
    "scheduler, SCAN, queue list",
    "worker, XREVRANGE one of the keys, audit",
    "analyzer, RPUSH, push a_chat --days 1"
  })
  void a_refused_right_is_one_line_that_names_the_user_and_the_command(
      String user, String refused, String line) {
    CommandLineRunner.Result result = run(user, words(line));

    assertThat(result.err())
        .isEqualTo(
            "error: Redis' user %s may not %s: use the operator's REDIS_URL (users: src/redis/users.acl)\n"
                .formatted(user, refused));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
  }

  private static String[] words(String line) {
    return Arrays.stream(line.split(" ", -1))
        .map(word -> word.equals("CRON") ? "30 0 * * *" : word)
        .toArray(String[]::new);
  }

  @Test
  void a_scheduler_may_push_and_needs_no_more() {
    assertThat(run("scheduler", "push", "a_chat", "--days", "1").exitCode()).isZero();
  }

  @Test
  void a_watched_status_does_not_take_a_refusal_for_an_outage() {
    assertThat(run("scheduler", "status", "--watch").err()).contains("scheduler may not SCAN");
  }
}
