package dev.tgfetcher.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Walks the fields of TDLib's message: each that differs from its default is archived. */
class MessageFieldsTest {
  private static final Set<String> LEFT_OUT = leftOut();
  private static final MessageConverter CONVERTER = new MessageConverter(id -> "name of " + id);

  /** A field of TDLib's message, and its type in TDLib's schema. */
  record Field(String name, String type) {
    static Field of(String line) {
      int space = line.indexOf(' ');
      return new Field(line.substring(0, space), line.substring(space + 1));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Field> fields() throws IOException {
    try (InputStream resource =
        MessageFieldsTest.class.getResourceAsStream("/tdlib-message-fields.txt")) {
      return new String(resource.readAllBytes(), UTF_8).lines().map(Field::of).toList();
    }
  }

  /** The fields of a message; the chat is archived once, in the header of the file. */
  static Stream<Field> archivedFields() throws IOException {
    return fields().stream()
        .filter(field -> !LEFT_OUT.contains(field.name()) && !field.name().equals("chat_id"));
  }

  private static Set<String> leftOut() {
    Set<String> names = new HashSet<>(ExtraFields.OF_ACCOUNT);
    names.addAll(ExtraFields.DERIVED);
    return names;
  }

  @ParameterizedTest
  @MethodSource("archivedFields")
  void a_field_that_differs_from_its_default_is_archived(Field field) throws Exception {
    ObjectNode changed = TdMessages.text("hello");
    changed.set(field.name(), value(field));

    assertThat(json(changed)).isNotEqualTo(json(TdMessages.text("hello")));
  }

  @Test
  void a_field_of_the_account_is_not_archived() throws Exception {
    ObjectNode changed = TdMessages.text("hello");
    for (Field field : fields()) {
      if (LEFT_OUT.contains(field.name())) {
        changed.set(field.name(), value(field));
      }
    }

    assertThat(json(changed)).isEqualTo(json(TdMessages.text("hello")));
  }

  @Test
  void every_set_of_fields_is_archived_by_name_or_as_extra() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      ObjectNode message = TdMessages.text("hello");
      Set<String> extra = new TreeSet<>();
      for (Field field : fields()) {
        if (random.nextBoolean()) {
          message.set(field.name(), value(field));
          if (isExtra(field)) {
            extra.add(field.name());
          }
        }
      }

      ArchivedMessage archived = CONVERTER.convert(message);

      assertThat(archived.details().extra().keySet()).as(message.toString()).isEqualTo(extra);
    }
  }

  @Test
  void a_field_of_a_newer_tdlib_is_extra() throws Exception {
    ObjectNode message =
        TdMessages.with("mood", "{'@type':'messageMood','level':3,'since_message_id':3145728}");
    message.put("is_brilliant", true);
    message.put("brilliance_count", 0);

    assertThat(CONVERTER.convert(message).details().extra().toString())
        .isEqualTo("{is_brilliant=true, mood={level=3, since_message_id=3, type=message_mood}}");
  }

  /** Whether no other member has the field, or only a part of it. */
  private static boolean isExtra(Field field) {
    return !LEFT_OUT.contains(field.name()) && !ExtraFields.ARCHIVED.contains(field.name());
  }

  private static JsonNode json(ObjectNode message) throws InterruptedException {
    return Json.MAPPER.valueToTree(CONVERTER.convert(message));
  }

  /** A value of the type that is not the type's default. */
  private static JsonNode value(Field field) {
    String text =
        switch (field.type()) {
          case "Bool" -> field.name().equals("can_be_saved") ? "false" : "true";
          case "int32", "int53" -> field.name().equals("id") ? "8388608" : "1762511411";
          case "double" -> "2.5";
          case "int64" -> "'9007199254740993'";
          case "string" -> "'words'";
          case "messageImportInfo" -> "{'@type':'messageImportInfo','sender_name':'A','date':7}";
          case "messageForwardInfo" ->
              """
              {'@type':'messageForwardInfo','date':7,'public_service_announcement_type':'covid',
               'origin':{'@type':'messageOriginHiddenUser','sender_name':'A'}}
              """;
          case "messageInteractionInfo" -> "{'@type':'messageInteractionInfo','view_count':5}";
          case "MessageSender" -> "{'@type':'messageSenderUser','user_id':77}";
          case "vector<unreadReaction>" -> "[{'@type':'unreadReaction','is_big':true}]";
          default -> "{'@type':'" + field.type() + "','amount':5}";
        };
    return TdMessages.json(text);
  }
}
