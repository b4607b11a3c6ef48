package dev.tgfetcher.schema.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.json.StableIds;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class EventTest {
  static List<Event> events() {
    return SampleRecords.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_read_back_is_the_same(Event event) {
    assertThat(Event.parse(event.toJson())).contains(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_satisfies_its_schema(Event event) {
    assertThat(JsonSchemas.EVENT.problems(event.toJson())).isEmpty();
  }

  @Test
  void an_event_is_flat_and_begins_with_its_name() {
    Event event =
        new MessagesFetched(
            SampleRecords.envelope(),
            "ru_python",
            SampleRecords.DAY,
            0,
            "/data/ru_python/2025-11-07.json",
            null,
            1.5,
            "00".repeat(32),
            null,
            null,
            1,
            true,
            null);

    assertThat(event.toJson())
        .isEqualTo(
            "{\"event\":\"messages_fetched\",\"event_id\":\"e-1\","
                + "\"timestamp\":\"2025-11-07T12:00:00Z\",\"service\":\"tg_fetcher\","
                + "\"correlation_id\":\"x-1\",\"command_id\":\"c-1\",\"worker_id\":\"w-1\","
                + "\"schema_version\":\"1.1\",\"chat\":\"ru_python\",\"date\":\"2025-11-07\","
                + "\"message_count\":0,\"file_path\":\"/data/ru_python/2025-11-07.json\","
                + "\"duration_seconds\":1.5,\"checksum_sha256\":\""
                + "00".repeat(32)
                + "\",\"first_message_ts\":null,\"last_message_ts\":null,\"revision\":1,"
                + "\"complete\":true}");
  }

  @Test
  void an_unknown_event_is_ignored_and_a_malformed_one_is_refused() {
    assertThat(Event.parse("{\"event\":\"fetch_dreamt\"}")).isEmpty();
    assertThat(Event.parse("{}")).isEmpty();
    assertThatThrownBy(() -> Event.parse("{\"event\":\"fetch_started\"}"))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Event.parse("fetch_started")).isInstanceOf(JacksonException.class);
  }

  @Test
  void ids_are_derived_from_the_subject_of_the_event() {
    String id = StableIds.of("c-1", MessagesFetched.NAME, "ru_python", "2025-11-07");

    assertThat(id).isEqualTo(StableIds.of("c-1", MessagesFetched.NAME, "ru_python", "2025-11-07"));
    assertThat(UUID.fromString(id).version()).isEqualTo(8);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    assertThat(
            List.of(
                StableIds.of("c-1", MessagesFetched.NAME, "ru_python", "2025-11-08"),
                StableIds.of("c-2", MessagesFetched.NAME, "ru_python", "2025-11-07"),
                StableIds.of("c-1", FetchStarted.NAME, "ru_python", "2025-11-07"),
                StableIds.of("c-1", MessagesFetched.NAME, "ru_python2025-11-07")))
        .doesNotHaveDuplicates()
        .doesNotContain(id);
  }
}
