package dev.tgfetcher.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checks the AsyncAPI document against AsyncAPI's own schema, our schemas and our events. */
class AsyncApiTest {
  private static final JsonNode DOCUMENT = read("/schemas/asyncapi.json");
  private static final JsonNode MESSAGES = DOCUMENT.at("/components/messages");

  private static JsonNode read(String resource) {
    return Json.MAPPER.readTree(open(resource));
  }

  private static InputStream open(String resource) {
    InputStream file = AsyncApiTest.class.getResourceAsStream(resource);
    assertThat(file).as(resource).isNotNull();
    return file;
  }

  @Test
  void the_document_satisfies_the_schema_of_asyncapi_3() {
    List<Error> problems =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(open("/asyncapi-3.0.0.json"), InputFormat.JSON)
            .validate(DOCUMENT.toString(), InputFormat.JSON);

    assertThat(problems).isEmpty();
  }

  @Test
  void every_reference_leads_to_something() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT, references);

    assertThat(references).hasSizeGreaterThan(20);
    assertThat(references).allSatisfy(AsyncApiTest::assertResolves);
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.path("$ref").isString()) {
      references.add(node.path("$ref").stringValue());
    }
    node.forEach(child -> collect(child, references));
  }

  private static void assertResolves(String reference) {
    String[] parts = reference.split("#", 2);
    JsonNode file = parts[0].isEmpty() ? DOCUMENT : read("/schemas/" + parts[0]);
    String pointer = parts.length == 2 ? parts[1] : "";
    assertThat(file.at(pointer).isMissingNode()).as(reference).isFalse();
  }

  static List<Event> events() {
    return SampleRecords.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_is_a_message_of_the_channel_and_of_the_stream(Event event) {
    String schema = MESSAGES.path(event.name()).at("/payload/schema/$ref").asString();

    assertThat(schema).isEqualTo("event.json#/$defs/" + event.name());
    assertThat(DOCUMENT.at("/channels/events/messages").has(event.name())).isTrue();
    assertThat(DOCUMENT.at("/channels/event_stream/messages").has(event.name())).isTrue();
  }

  @Test
  void the_document_has_no_other_messages_and_each_has_a_valid_example() {
    Set<String> expected =
        SampleRecords.events().stream()
            .map(Event::name)
            .collect(Collectors.toCollection(TreeSet::new));
    expected.addAll(Set.of("fetch", "cloud_event"));

    assertThat(new TreeSet<>(MESSAGES.propertyNames())).isEqualTo(expected);
    expected.forEach(AsyncApiTest::checkExamples);
  }

  private static void checkExamples(String message) {
    JsonNode examples = MESSAGES.path(message).path("examples");
    assertThat(examples.size()).as(message).isPositive();
    for (JsonNode example : examples) {
      String payload = example.path("payload").toString();
      List<String> problems =
          switch (message) {
            case "fetch" -> JsonSchemas.FETCH_COMMAND.problems(payload);
            case "cloud_event" -> JsonSchemas.CLOUD_EVENT.problems(payload);
            default -> JsonSchemas.EVENT.problems(payload);
          };
      assertThat(problems).as(message).isEmpty();
      if (Stream.of("fetch", "cloud_event").noneMatch(message::equals)) {
        assertThat(example.at("/payload/event").asString()).isEqualTo(message);
      }
    }
  }
}
