package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  void a_scheduler_follows_fifty_commands_to_their_ends() throws IOException {
    List<String> ids = IntStream.range(0, 50).mapToObj(number -> "followed-" + number).toList();
    try (RespConnection scheduler = stack.redis(RedisUsers.SCHEDULER)) {
      ids.forEach(id -> scheduler.call("RPUSH", "tg_commands", inBatch(id, ids.size())));

      await()
          .untilAsserted(
              () ->
                  assertThat(ids)
                      .allMatch(
                          id -> scheduler.text("HGET", result(id), "state").contains("done")));

      String events = scheduler.text("XRANGE", "tg_events:stream", "-", "+");
      assertThat(ids)
          .allSatisfy(
              id ->
                  assertThat(Pattern.compile(end(id)).matcher(events).results()).as(id).hasSize(1));
      String batch = "\"event\":\"batch_completed\"[^}]*\"commands\":50,\"done\":50,";
      assertThat(Pattern.compile(batch).matcher(events).results()).hasSize(1);
      assertThat(scheduler.text("HGET", "{tg_commands}:batch:followed", "done")).contains("50");
    }
    assertThat(stack.refused(RedisUsers.SCHEDULER)).isEmpty();
  }

  private static String result(String id) {
    return "{tg_commands}:result:" + id;
  }

  private static String end(String id) {
    return "\"event\":\"command_completed\"[^}]*\"command_id\":\"" + id + "\"";
  }

  private static String inBatch(String id, int size) {
    return """
        {"command":"fetch","chat":"@your_channel","date":"2025-11-07","command_id":"%s",\
        "batch_id":"followed","batch_size":%d}"""
        .formatted(id, size);
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
