package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each user of Redis can do its work, and nothing else. */
@ExtendWith(LocalStackExtension.class)
class RedisUsersTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern SPACE = Pattern.compile(" ");

  private LocalStack stack;

  @BeforeEach
  void stack(LocalStack running) {
    stack = running;
  }

  @Test
  void a_command_of_a_scheduler_is_done_by_a_worker_and_heard_of_by_an_analyzer()
      throws IOException {
    stack.forgetRefusals();
    try (RespConnection scheduler = stack.redis(RedisUsers.SCHEDULER);
        RespConnection analyzer = stack.redis(RedisUsers.ANALYZER);
        RespConnection reader = stack.redis(RedisUsers.ANALYZER)) {
      assertThat(analyzer.text("SUBSCRIBE", "tg_events")).contains("subscribe");

      assertThat(scheduler.number("RPUSH", "tg_commands", command("users"))).isPositive();

      await()
          .atMost(LONG)
          .until(
              () ->
                  reader
                      .text("XREAD", "COUNT", "10000", "STREAMS", "tg_events:stream", "0")
                      .contains("messages_fetched"));
      assertThat(String.valueOf(analyzer.read())).contains("message", "tg_events");
    }
    assertThat(stack.refused(RedisUsers.WORKER)).isEmpty();
  }

  @Test
  void a_scheduler_may_use_the_push_verb() {
    Tool.Result push =
        stack.operate(
            "./tg-fetcher push @your_channel --date 2025-11-08",
            stack.environment(RedisUsers.SCHEDULER));

    assertThat(push.exitCode()).as(push.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler, LRANGE tg_commands 0 -1",
    "scheduler, LPOP tg_commands",
    "scheduler, DEL tg_commands",
    "scheduler, RPUSH tg_commands:failed x",
    "scheduler, SUBSCRIBE tg_events",
    "scheduler, EVAL return 0",
    "worker, GET secret_of_another",
    "worker, SET secret_of_another 1",
    "worker, XADD tg_audit * a b",
    "worker, PUBLISH another_channel x",
    "worker, FLUSHALL",
    "worker, KEYS *",
    "worker, CONFIG GET *",
    "worker, ACL LIST",
    "worker, SHUTDOWN",
    "worker, SAVE",
    "worker, MONITOR",
    "worker, CLIENT KILL ID 1",
    "analyzer, RPUSH tg_commands x",
    "analyzer, XADD tg_events:stream * event x",
    "analyzer, XTRIM tg_events:stream MAXLEN 0",
    "analyzer, PUBLISH tg_events x",
    "analyzer, SUBSCRIBE another_channel",
    "analyzer, GET tg_flood:1:history",
    "operator, KEYS *",
    "operator, FLUSHALL",
    "operator, CONFIG SET maxmemory 1",
    "operator, ACL SETUSER operator +@all",
    "operator, SHUTDOWN",
    "operator, DEBUG SLEEP 0",
    "operator, REPLICAOF NO ONE",
    "operator, SET secret_of_another 1",
    "sentinel, GET tg_commands",
    "default, GET tg_commands",
    "default, INFO",
    "default, RPUSH tg_commands x"
  })
  void nothing_else_is_allowed(String user, String command) {
    String[] words =
        command.startsWith("EVAL") ? new String[] {"EVAL", "return 0", "0"} : SPACE.split(command);
    try (RespConnection connection =
        user.equals("default")
            ? stack.nobody()
            : stack.redis(RedisUsers.valueOf(user.toUpperCase(Locale.ROOT)))) {
      assertThat(connection.text(words)).startsWith("-NOPERM");
    }
  }

  @Test
  void who_has_not_logged_in_may_ask_whether_the_server_is_there() {
    try (RespConnection nobody = stack.nobody()) {
      assertThat(nobody.text("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void the_file_holds_no_password_and_demands_every_one(@TempDir Path folder) {
    Path users = folder.resolve("users.acl");
    Map<String, String> some = new HashMap<>(RedisUsers.passwords());
    some.remove("REDIS_ANALYZER_PASSWORD");

    Tool.Result refused = RedisUsers.render(users, some);
    Tool.Result accepted = RedisUsers.render(users, RedisUsers.passwords());

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains("REDIS_ANALYZER_PASSWORD is not set");
    assertThat(accepted.exitCode()).isZero();
    assertThat(Repository.text(users)).doesNotContain("${", RedisUsers.WORKER.password());
  }

  private static String command(String mark) {
    return "{\"command\":\"fetch\",\"chat\":\"@your_channel\",\"date\":\"2025-11-07\",\"mark\":\""
        + mark
        + "\"}";
  }
}
