package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TdRuntimeTest {
  private static final String CLOSED =
      "{\"@type\":\"updateAuthorizationState\","
          + "\"authorization_state\":{\"@type\":\"authorizationStateClosed\"}}";
  private static final ObjectNode GET_ME = TelegramClient.request("getMe");

  private static TelegramClient newClient(TdRuntime runtime) {
    return runtime.newClient(TdRuntime.DEFAULT_TIMEOUT);
  }

  @Test
  void each_client_gets_its_own_answers() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> "{\"@type\":\"user\"}");
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient first = newClient(runtime);
      TelegramClient second = newClient(runtime);

      assertThat(first.call(GET_ME)).hasToString("{\"@type\":\"user\"}");
      assertThat(second.call(GET_ME)).hasToString("{\"@type\":\"user\"}");
      assertThat(tdJson.received).hasSize(2);
      assertThat(GET_ME.has("@extra")).isFalse();
    }
  }

  @Test
  void answers_may_come_in_any_order() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> null);
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient client = newClient(runtime);
      CompletableFuture<JsonNode> one = client.send(TelegramClient.request("one"));
      CompletableFuture<JsonNode> two = client.send(TelegramClient.request("two"));
      ObjectNode first = tdJson.received.take();
      ObjectNode second = tdJson.received.take();

      tdJson.answer(1, second, "{\"@type\":\"b\"}");
      tdJson.answer(1, first, "{\"@type\":\"a\"}");

      assertThat(one.get().path("@type").asString()).isEqualTo("a");
      assertThat(two.get().path("@type").asString()).isEqualTo("b");
    }
  }

  @Test
  void a_refusal_is_an_exception_with_the_error_parsed() {
    ScriptedTdJson tdJson =
        new ScriptedTdJson(
            request ->
                "{\"@type\":\"error\",\"code\":429,"
                    + "\"message\":\"Too Many Requests: retry after 7\"}");
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient client = newClient(runtime);

      assertThatThrownBy(() -> client.call(GET_ME))
          .isInstanceOfSatisfying(
              TelegramException.class,
              e -> assertThat(e.error().retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }
  }

  @Test
  void a_request_without_an_answer_times_out_and_its_late_answer_is_dropped() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> null);
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient client = runtime.newClient(Duration.ofMillis(20));
      List<JsonNode> updates = new ArrayList<>();
      client.onUpdate(updates::add);

      assertThatThrownBy(() -> client.call(GET_ME))
          .hasMessageContaining("getMe")
          .isInstanceOfSatisfying(
              TelegramException.class,
              e -> assertThat(e.type()).isEqualTo(TelegramErrorType.TIMEOUT));
      tdJson.answer(1, tdJson.received.take(), "{\"@type\":\"user\"}");
      tdJson.update(1, "{\"@type\":\"updateOption\"}");

      await().untilAsserted(() -> assertThat(updates).isNotEmpty());
      assertThat(updates).hasToString("[{\"@type\":\"updateOption\"}]");
    }
  }

  @Test
  void the_default_timeout_outlasts_the_floods_that_tdlib_sleeps_through() {
    assertThat(TdRuntime.DEFAULT_TIMEOUT).isGreaterThan(Duration.ofSeconds(70));
  }

  @Test
  void a_listener_that_fails_or_has_left_disturbs_no_other() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> "{\"@type\":\"ok\"}");
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient client = newClient(runtime);
      List<JsonNode> heard = new ArrayList<>();
      List<JsonNode> missed = new ArrayList<>();
      client.onUpdate(
          update -> {
            throw new IllegalStateException("on purpose");
          });
      client.onUpdate(heard::add);
      client.onUpdate(missed::add).close();

      tdJson.update(1, "{\"@type\":\"updateOption\"}");
      client.call(GET_ME);

      assertThat(heard).hasSize(1);
      assertThat(missed).isEmpty();
    }
  }

  @Test
  void closing_waits_for_tdlib_and_fails_unanswered_requests() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> null);
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      TelegramClient client = newClient(runtime);
      CompletableFuture<JsonNode> unanswered = client.send(GET_ME);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);
      await().untilAsserted(() -> assertThat(tdJson.received).hasSize(2));
      assertThat(closing).isNotDone();

      tdJson.update(1, CLOSED);

      closing.get();
      assertThat(unanswered).isCompletedExceptionally();
      assertThatThrownBy(() -> client.call(GET_ME)).hasMessageContaining("closed");
    }
  }

  @Test
  void an_unreadable_message_is_passed_over() throws Exception {
    ScriptedTdJson tdJson = new ScriptedTdJson(request -> "{\"@type\":\"ok\"}");
    try (TdRuntime runtime = TdRuntime.over(tdJson)) {
      tdJson.outgoing.add("[1]");
      tdJson.outgoing.add("{\"@type\":");
      tdJson.outgoing.add("{\"@type\":\"updateOption\",\"@client_id\":99}");

      assertThat(newClient(runtime).call(GET_ME).path("@type").asString()).isEqualTo("ok");
    }
  }
}
