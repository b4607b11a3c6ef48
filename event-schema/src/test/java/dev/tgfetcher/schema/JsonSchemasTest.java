package dev.tgfetcher.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Strategy;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.ReactionType;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.schema.message.RichBlocks;
import dev.tgfetcher.schema.message.ServiceAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Compares the fields of the records with those of the JSON Schemas. */
class JsonSchemasTest {
  private static final Set<String> OPTIONAL =
      Set.of(
          "traceparent",
          "file_url",
          "part_of",
          "first_date",
          "upgraded_to_chat_id",
          "first_seen",
          "attempt_history",
          "raw",
          "read_by",
          "id_range");

  private static final Set<String> FACTS_OF_UNCHANGED_DAYS =
      Set.of("message_count", "revision", "checksum_sha256");

  static Stream<Arguments> records() {
    ArchivedMessage post = SampleRecords.post();
    return Stream.of(
        arguments("archive-1.2", SampleRecords.file(), ARCHIVE),
        arguments("source_info", SampleRecords.source(), def(ARCHIVE, "source_info")),
        arguments("message", post, def(ARCHIVE, "message")),
        arguments("forward", post.forward(), def(ARCHIVE, "forward")),
        arguments("reaction", post.reactions().get(0), def(ARCHIVE, "reaction")),
        arguments("entity", MessageEntity.of("bold", 0, 1), def(ARCHIVE, "entity")),
        arguments("media", Media.of("photo"), def(ARCHIVE, "media")),
        arguments("service", ServiceAction.of("pin_message"), def(ARCHIVE, "service")),
        arguments("reply", Reply.to(-1005L, 7L), def(ARCHIVE, "reply")),
        arguments("origin", post.details().reply().origin(), def(ARCHIVE, "origin")),
        arguments("button", post.details().buttons().get(0).get(0), def(ARCHIVE, "button")),
        arguments("fact_check", post.details().factCheck(), def(ARCHIVE, "fact_check")),
        arguments("restriction", post.details().restriction(), def(ARCHIVE, "restriction")),
        arguments("rich", new RichBlocks(List.of(), Map.of()), def(ARCHIVE, "rich")),
        arguments("id_range", SampleRecords.header().idRange(), def(ARCHIVE, "id_range")),
        arguments("dead-letter", rawLetter(), JsonSchemas.DEAD_LETTER.tree()));
  }

  private static final JsonNode ARCHIVE = JsonSchemas.ARCHIVE_1_2.tree();
  private static final JsonNode EVENT = JsonSchemas.EVENT.tree();

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void a_record_and_its_schema_have_the_same_fields(String name, Object record, JsonNode schema) {
    Set<String> written = new TreeSet<>(Json.MAPPER.valueToTree(record).propertyNames());

    assertThat(properties(schema)).isEqualTo(written);
    written.removeAll(OPTIONAL);
    assertThat(required(schema)).isEqualTo(written);
  }

  @Test
  void an_event_and_its_schema_have_the_same_fields() {
    for (Event event : SampleRecords.events()) {
      Set<String> written = new TreeSet<>(Json.MAPPER.valueToTree(event).propertyNames());

      assertThat(both(JsonSchemasTest::properties, event)).isEqualTo(written);
      written.removeAll(OPTIONAL);
      if (event instanceof FetchSkipped) {
        written.removeAll(FACTS_OF_UNCHANGED_DAYS);
      }
      assertThat(both(JsonSchemasTest::required, event)).isEqualTo(written);
    }
    assertThat(EVENT.get("oneOf").size())
        .isEqualTo(SampleRecords.events().size())
        .isEqualTo(Event.class.getPermittedSubclasses().length);
  }

  @Test
  void a_command_and_its_schema_have_the_same_fields() {
    Set<String> fields = new TreeSet<>(FetchCommand.FIELDS);
    fields.addAll(Set.of(FetchCommand.PRIORITY, FetchCommand.BATCH_ID, FetchCommand.BATCH_SIZE));

    assertThat(properties(JsonSchemas.FETCH_COMMAND.tree())).isEqualTo(fields);
  }

  @Test
  void enum_values_are_equal_in_code_and_schemas() {
    assertThat(words(JsonSchemas.ARCHIVE_1_0.tree().get("properties").get("source_info"), "type"))
        .isEqualTo(wireNames(SourceType.values(), SourceType::wireName));
    assertThat(words(def(ARCHIVE, "source_info"), "type"))
        .containsExactly("channel", "supergroup", "group", "chat");
    assertThat(words(def(ARCHIVE, "forward"), "kind"))
        .isEqualTo(wireNames(ForwardKind.values(), ForwardKind::wireName));
    assertThat(words(def(ARCHIVE, "reaction"), "type"))
        .isEqualTo(wireNames(ReactionType.values(), ReactionType::wireName));
    assertThat(words(def(EVENT, "fetch_started"), "strategy"))
        .isEqualTo(wireNames(Strategy.values(), Strategy::wireName));
    assertThat(words(def(EVENT, "fetch_skipped"), "reason"))
        .isEqualTo(wireNames(SkipReason.values(), SkipReason::wireName));
    List<String> errorTypes = wireNames(ErrorType.values(), ErrorType::wireName);
    assertThat(words(JsonSchemas.DEAD_LETTER.tree(), "error_type")).isEqualTo(errorTypes);
    assertThat(strings(def(EVENT, "error_type").get("enum"))).isEqualTo(errorTypes);
  }

  @Test
  void the_error_types_are_those_of_the_contract() {
    assertThat(wireNames(ErrorType.values(), ErrorType::wireName))
        .containsExactly(
            "invalid_command",
            "chat_not_found",
            "access_denied",
            "auth",
            "rate_limit",
            "network",
            "telegram",
            "storage",
            "interrupted",
            "internal");
  }

  @Test
  void files_satisfy_the_schema_of_their_version_and_the_older_one() {
    for (ArchiveFile file :
        List.of(
            SampleRecords.file(), ArchiveFile.of(SampleRecords.incompleteHeader(), List.of()))) {
      String json = Json.MAPPER.writeValueAsString(file);

      assertThat(JsonSchemas.ARCHIVE_1_2.problems(json)).isEmpty();
      assertThat(JsonSchemas.ARCHIVE_1_0.problems(json)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"complete\":true             | \"complete\":false",
        "\"timezone\":\"UTC\"          | \"timezone\":\"CET\"",
        "\"media\":null,               | ''",
        "\"sender_id\":42              | \"sender_id\":null",
        "\"sender_id\":42              | \"sender_id\":\"42\"",
        "10:30:00+00:00                | 10:30:00Z",
        "\"album_id\":null             | \"album_id\":5",
        "\"type\":\"paid\"             | \"type\":\"gift\"",
        "\"is_protected\":true        | \"is_protected\":null",
        "\"comments\":[]}]             | \"comments\":[{}]}]"
      })
  void the_schema_refuses_a_file_that_breaks_the_contract(String before, String after) {
    String json = Json.MAPPER.writeValueAsString(SampleRecords.file());

    assertThat(json).contains(before);
    assertThat(JsonSchemas.ARCHIVE_1_2.problems(json.replace(before, after))).isNotEmpty();
  }

  private static DeadLetter rawLetter() {
    return new DeadLetter(
        Map.of(),
        SampleRecords.NOON,
        "error",
        ErrorType.INTERNAL,
        0,
        0,
        "w",
        "x",
        SampleRecords.NOON,
        List.of(new FailedAttempt(1, SampleRecords.NOON, ErrorType.NETWORK, "cut", "w")),
        "not json");
  }

  private static Set<String> both(Function<JsonNode, Set<String>> names, Event event) {
    Set<String> all = names.apply(def(EVENT, "envelope"));
    all.addAll(names.apply(def(EVENT, event.name())));
    return all;
  }

  private static JsonNode def(JsonNode schema, String name) {
    return schema.get("$defs").get(name);
  }

  private static Set<String> properties(JsonNode schema) {
    return new TreeSet<>(schema.get("properties").propertyNames());
  }

  private static Set<String> required(JsonNode schema) {
    return new TreeSet<>(strings(schema.get("required")));
  }

  private static List<String> words(JsonNode schema, String property) {
    return strings(schema.get("properties").get(property).get("enum"));
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  private static <E> List<String> wireNames(E[] constants, Function<E, String> wireName) {
    return Arrays.stream(constants).map(wireName).toList();
  }
}
