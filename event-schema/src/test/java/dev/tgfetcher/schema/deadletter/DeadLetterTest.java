package dev.tgfetcher.schema.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class DeadLetterTest {
  private static final Instant SEEN = Instant.parse("2025-11-06T23:59:30Z");

  @Test
  void a_command_keeps_its_fields_and_gets_the_reason() {
    String payload = "{\"command\":\"fetch\",\"chat\":\"@abcd\",\"x\":1.50,\"mode\":\"full\"}";

    DeadLetter letter = letterOf(payload);

    assertThat(Json.MAPPER.readTree(letter.toJson()))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"command\":\"fetch\",\"chat\":\"@abcd\",\"x\":1.50,\"mode\":\"full\","
                    + "\"command_id\":\"c-1\","
                    + "\"failed_at\":\"2025-11-07T12:00:00Z\",\"error\":\"no such chat\","
                    + "\"error_type\":\"chat_not_found\",\"retry_count\":2,\"interruptions\":1,"
                    + "\"worker_id\":\"w-1\",\"correlation_id\":\"x-1\","
                    + "\"first_seen\":\"2025-11-06T23:59:30Z\","
                    + "\"attempt_history\":[{\"attempt\":1,\"at\":\"2025-11-07T11:59:51Z\","
                    + "\"error_type\":\"network\",\"error\":\"cut\",\"worker_id\":\"w-2\"}]}"));
    assertThat(DeadLetter.parse(letter.toJson())).isEqualTo(letter);
    assertThat(JsonSchemas.DEAD_LETTER.problems(letter.toJson())).isEmpty();
  }

  @Test
  void a_replay_pushes_the_same_fields_under_the_same_ids() {
    String payload = "{\"command\":\"fetch\",\"chat\":\"@abcd\",\"fields\":\"full\",\"x\":[1e999]}";

    assertThat(DeadLetter.parse(letterOf(payload).toJson()).replayPayload())
        .isEqualTo(
            "{\"command\":\"fetch\",\"chat\":\"@abcd\",\"fields\":\"full\",\"x\":[1E+999],"
                + "\"command_id\":\"c-1\",\"correlation_id\":\"x-1\","
                + "\"first_seen\":\"2025-11-06T23:59:30Z\"}");
  }

  @Test
  void a_replay_of_a_replay_pushes_the_same_bytes() {
    String once = letterOf("{\"command\":\"fetch\",\"chat\":\"@abcd\"}").replayPayload();

    assertThat(letterOf(once).replayPayload()).isEqualTo(once);
  }

  @Test
  void relative_days_count_from_the_failure_of_a_command_that_no_worker_had_taken() {
    DeadLetter letter = letterOf("{\"command\":\"fetch\",\"chat\":\"@abcd\"}", null);

    assertThat(letter.toJson()).doesNotContain("first_seen");
    assertThat(letter.replayPayload()).contains("\"first_seen\":\"2025-11-07T12:00:00Z\"");
  }

  @Test
  void an_id_that_the_command_had_is_kept() {
    DeadLetter letter = letterOf("{\"command\":\"fetch\",\"command_id\":\"mine\"}");

    assertThat(letter.commandId()).isEqualTo("mine");
    assertThat(letter.replayPayload()).contains("\"command_id\":\"mine\"").doesNotContain("c-1");
  }

  @Test
  void a_letter_without_a_history_is_read() {
    String json =
        Json.MAPPER.writeValueAsString(
            Json.MAPPER
                .createObjectNode()
                .put("command", "fetch")
                .put("failed_at", "2025-11-07T12:00:00Z")
                .put("error", "e")
                .put("error_type", "network")
                .put("retry_count", 2)
                .put("interruptions", 0)
                .put("worker_id", "w")
                .put("correlation_id", "x-1"));

    assertThat(DeadLetter.parse(json).attemptHistory()).isEmpty();
    assertThat(DeadLetter.parse(json).toJson()).isEqualTo(json);
  }

  @Test
  void a_corrected_command_keeps_its_ids_and_its_failure() {
    DeadLetter letter = letterOf("{\"command\":\"fetch\",\"chat\":\"@typo\"}");

    DeadLetter mended = letter.withPayload("{\"command\":\"fetch\",\"chat\":\"@right\"}");

    assertThat(mended.commandId()).isEqualTo("c-1");
    assertThat(mended.correlationId()).isEqualTo("x-1");
    assertThat(mended.error()).isEqualTo("no such chat");
    assertThat(mended.attemptHistory()).isEqualTo(letter.attemptHistory());
    assertThat(mended.replayPayload()).contains("@right").doesNotContain("@typo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[1]", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{"})
  void a_payload_that_is_no_json_object_is_kept_raw(String payload) {
    DeadLetter letter = letterOf(payload);

    assertThat(letter.raw()).isEqualTo(payload);
    assertThat(letter.commandFields()).isEmpty();
    assertThat(DeadLetter.parse(letter.toJson())).isEqualTo(letter);
    assertThat(letter.replayPayload()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"command\":\"fetch\",\"error\":\"mine\"}",
        "{\"command\":\"fetch\",\"raw\":\"mine\"}",
        "{\"command\":\"fetch\",\"command_fields\":\"mine\"}",
        "{\"command\":\"fetch\",\"first_seen\":\"once\"}",
        "{\"command\":\"fetch\",\"correlation_id\":5}"
      })
  void a_field_that_would_be_overwritten_is_saved_in_raw(String payload) {
    DeadLetter letter = letterOf(payload);

    assertThat(letter.commandFields()).containsOnlyKeys("command");
    assertThat(letter.raw()).isEqualTo(payload);
    assertThat(DeadLetter.parse(letter.toJson())).isEqualTo(letter);
  }

  @Test
  void a_correlation_id_of_the_command_is_no_reason_for_raw() {
    assertThat(letterOf("{\"command\":\"fetch\",\"correlation_id\":\"x-1\"}").raw()).isNull();
  }

  @Test
  void a_text_without_a_reason_is_no_dead_letter() {
    assertThatThrownBy(() -> DeadLetter.parse("{\"command\":\"fetch\"}"))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> DeadLetter.parse("[]")).isInstanceOf(JacksonException.class);
  }

  private static DeadLetter letterOf(String payload) {
    return letterOf(payload, SEEN);
  }

  private static DeadLetter letterOf(String payload, @Nullable Instant firstSeen) {
    return DeadLetter.of(
        payload,
        SampleRecords.NOON,
        "no such chat",
        ErrorType.CHAT_NOT_FOUND,
        2,
        1,
        "w-1",
        "c-1",
        "x-1",
        firstSeen,
        List.of(
            new FailedAttempt(
                1, SampleRecords.NOON.minusSeconds(9), ErrorType.NETWORK, "cut", "w-2")));
  }
}
