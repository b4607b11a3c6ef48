package dev.tgfetcher.telegram.tdjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules that every binding of {@link TdJson} follows. */
public abstract class TdJsonContract {
  private static final JsonMapper JSON = JsonMapper.shared();

  protected abstract TdJson tdJson();

  @AfterEach
  void attach_the_log_again() {
    TdlibLog.attach(tdJson());
  }

  @Test
  void a_function_is_executed_at_once() {
    assertThat(execute("{'@type':'getOption','name':'version'}").path("value").asString())
        .matches("1\\.\\d+\\.\\d+");
  }

  @Test
  void an_unknown_function_is_an_error() {
    assertThat(execute("{'@type':'noSuchRequest'}").path("@type").asString()).isEqualTo("error");
    assertThat(execute("{'@type':'noSuchRequest'}").path("code").asInt()).isEqualTo(400);
    assertThat(execute("{'@type':'ok'}").path("@type").asString()).isEqualTo("error");
  }

  @Test
  void an_answer_has_the_extra_of_its_request_and_the_id_of_its_client() {
    int first = tdJson().createClientId();
    int second = tdJson().createClientId();
    assertThat(first).isNotEqualTo(second);

    send(second, "{'@type':'getOption','name':'version','@extra':{'of':['second',1]}}");
    send(first, "{'@type':'getOption','name':'version','@extra':9007199254740993}");

    JsonNode ofFirst = receive(message -> message.path("@extra").isIntegralNumber());
    assertThat(ofFirst.path("@extra").asLong()).isEqualTo(9007199254740993L);
    assertThat(ofFirst.path("@client_id").asInt()).isEqualTo(first);
    assertThat(ofFirst.path("@type").asString()).isEqualTo("optionValueString");
    close(first);
    close(second);
  }

  @Test
  void an_extra_may_be_an_object() {
    int client = tdJson().createClientId();

    send(client, "{'@type':'getOption','name':'version','@extra':{'of':['second',1]}}");

    assertThat(receive(message -> message.has("@extra")).path("@extra"))
        .hasToString("{\"of\":[\"second\",1]}");
    close(client);
  }

  @Test
  void an_unknown_request_is_answered_by_an_error_with_its_extra() {
    int client = tdJson().createClientId();

    send(client, "{'@type':'noSuchRequest','@extra':'x'}");

    JsonNode answer = receive(message -> message.path("@extra").asString("").equals("x"));
    assertThat(answer.path("@type").asString()).isEqualTo("error");
    assertThat(answer.path("code").asInt()).isEqualTo(400);
    assertThat(answer.path("@client_id").asInt()).isEqualTo(client);
  }

  @Test
  void a_closed_client_reports_it_in_an_update_without_extra() {
    int client = tdJson().createClientId();
    send(client, "{'@type':'getOption','name':'version','@extra':1}");

    send(client, "{'@type':'close','@extra':2}");

    JsonNode update = receive(TdJsonContract::isClosed);
    assertThat(update.has("@extra")).isFalse();
    assertThat(update.path("@client_id").asInt()).isEqualTo(client);
  }

  @Test
  void receiving_ends_when_nothing_comes() {
    await().until(() -> tdJson().receive(0.01) == null);
  }

  @Test
  void the_log_reaches_its_sink_up_to_its_level() {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    tdJson().logTo(2, (verbosity, line) -> lines.add(verbosity + " " + line));

    execute("{'@type':'addLogMessage','verbosity_level':2,'text':'a warning of a test'}");
    execute("{'@type':'addLogMessage','verbosity_level':3,'text':'information of a test'}");

    await()
        .untilAsserted(
            () ->
                assertThat(lines)
                    .anyMatch(line -> line.startsWith("2 ") && line.contains("a warning of a test"))
                    .noneMatch(line -> line.contains("information of a test")));
  }

  private void close(int client) {
    send(client, "{'@type':'close'}");
    JsonNode unused =
        receive(message -> isClosed(message) && message.path("@client_id").asInt() == client);
  }

  private static boolean isClosed(JsonNode message) {
    return message.at("/authorization_state/@type").asString("").equals("authorizationStateClosed");
  }

  private JsonNode execute(String json) {
    return JSON.readTree(tdJson().execute(bytes(json)));
  }

  private void send(int client, String json) {
    tdJson().send(client, bytes(json));
  }

  private JsonNode receive(Predicate<JsonNode> wanted) {
    return await()
        .until(
            () -> {
              byte[] message = tdJson().receive(0.1);
              return message == null ? null : JSON.readTree(message);
            },
            message -> message != null && wanted.test(message));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
