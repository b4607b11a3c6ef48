package dev.tgfetcher.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.command.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CloudEventTest {
  static List<Event> events() {
    return SampleRecords.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_cloud_event_satisfies_its_schema_and_is_read_as_the_event(Event event) {
    String json = EventFormat.CLOUDEVENTS.json(event);

    assertThat(JsonSchemas.CLOUD_EVENT.problems(json)).isEmpty();
    assertThat(Event.parse(json)).contains(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void the_plain_event_is_its_last_member_byte_for_byte(Event event) {
    assertThat(EventFormat.CLOUDEVENTS.json(event))
        .startsWith("{\"specversion\":\"1.0\",")
        .endsWith(",\"data\":" + event.toJson() + "}");
  }

  @Test
  void its_attributes_come_from_the_event() {
    Event event =
        new FetchStarted(SampleRecords.envelope(), "ru_python", SampleRecords.DAY, Strategy.BATCH);

    assertThat(EventFormat.CLOUDEVENTS.json(event))
        .startsWith(
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/tg_fetcher\","
                + "\"type\":\"dev.tgfetcher.fetch_started\",\"time\":\"2025-11-07T12:00:00Z\","
                + "\"subject\":\"ru_python/2025-11-07\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"event\":\"fetch_started\"");
    assertThat(EventFormat.PLAIN.json(event)).isEqualTo(event.toJson());
  }
}
