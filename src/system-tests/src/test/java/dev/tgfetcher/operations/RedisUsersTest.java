package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each user of Redis can do its work in a fleet. */
@Tag("alone")
@ExtendWith(LocalStackExtension.class)
class RedisUsersTest {

  private LocalStack stack;

  @BeforeEach
  void stack(LocalStack running) {
    stack = running;
  }

  @Test
  void a_scheduler_pushes_a_worker_runs_and_an_analyzer_gets_the_event() throws IOException {
    try (RespConnection scheduler = stack.redis(RedisUsers.SCHEDULER);
        RespConnection analyzer = stack.redis(RedisUsers.ANALYZER);
        RespConnection reader = stack.redis(RedisUsers.ANALYZER)) {
      assertThat(analyzer.text("SUBSCRIBE", "tg_events")).contains("subscribe");

      assertThat(scheduler.number("RPUSH", "tg_commands", command("users"))).isPositive();

      awaitDone(
          "users",
          () -> reader.text("XREAD", "COUNT", "10000", "STREAMS", "tg_events:stream", "0"));
      assertThat(String.valueOf(analyzer.read())).contains("message", "tg_events");
    }
  }

  @Test
  void redis_refuses_a_worker_nothing_from_start_to_end() throws IOException {
    try (RespConnection scheduler = stack.redis(RedisUsers.SCHEDULER);
        RespConnection test = stack.redis(RedisUsers.TEST)) {
      scheduler.call("RPUSH", "tg_commands", command("to-the-end"));
      awaitDone("to-the-end", () -> test.text("XRANGE", "tg_events:stream", "-", "+"));
    }

    stack.endWorkers();

    try {
      assertThat(stack.refused(RedisUsers.WORKER)).isEmpty();
    } finally {
      stack.startWorkers();
    }
  }

  @Test
  void a_scheduler_may_use_the_push_subcommand() {
    ExternalTool.Result push =
        stack.operate(
            "./tg-fetcher push @your_channel --date 2025-11-08",
            stack.environment(RedisUsers.SCHEDULER));

    assertThat(push.exitCode()).as(push.output()).isZero();
  }

  private static String command(String correlationId) {
    return """
        {"command":"fetch","chat":"@your_channel","date":"2025-11-07","force":true,\
        "correlation_id":"%s"}"""
        .formatted(correlationId);
  }

  private static void awaitDone(String correlationId, Callable<String> stream) {
    Pattern event =
        Pattern.compile(
            "\"event\":\"(?:messages_fetched|fetch_skipped)\"[^}]*\"" + correlationId + "\"");
    await().untilAsserted(() -> assertThat(stream.call()).containsPattern(event));
  }
}
