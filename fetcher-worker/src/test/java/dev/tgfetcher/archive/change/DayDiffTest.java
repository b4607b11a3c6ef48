package dev.tgfetcher.archive.change;

import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.withComments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DayDiffTest {
  private final List<MessageChange> changes = new ArrayList<>();

  @Test
  void equal_revisions_have_no_changes() {
    assertThat(diff(TestingDays.messages(1, 50), TestingDays.messages(1, 50)).none()).isTrue();
    assertThat(changes).isEmpty();
  }

  @Test
  void an_added_and_a_deleted_message_are_whole() {
    ChangeCounts counts = diff(List.of(message(1), message(2)), List.of(message(2), message(3)));

    assertThat(counts).isEqualTo(new ChangeCounts(1, 0, 1, 0));
    assertThat(changes)
        .extracting(MessageChange::kind, MessageChange::id)
        .containsExactly(tuple(ChangeKind.DELETED, 1L), tuple(ChangeKind.ADDED, 3L));
    assertThat(changes.get(0).before().path("text").asString()).isEqualTo("text 1");
    assertThat(changes.get(0).after()).isNull();
    assertThat(changes.get(1).after().path("sender_id").asLong()).isEqualTo(TestingDays.SENDER);
  }

  @Test
  void an_edited_message_shows_the_members_that_differ() {
    diff(List.of(with(message(1), "text", "old")), List.of(with(message(1), "text", "new")));

    assertThat(changes)
        .singleElement()
        .isEqualTo(
            new MessageChange(
                ChangeKind.EDITED,
                1,
                null,
                null,
                object("{\"text\":\"old\"}"),
                object("{\"text\":\"new\"}")));
  }

  @Test
  void views_alone_are_no_edit() {
    ChangeCounts counts =
        diff(List.of(with(message(1), "views", 3)), List.of(with(message(1), "views", 4)));

    assertThat(counts).isEqualTo(new ChangeCounts(0, 0, 0, 1));
  }

  @Test
  void a_comment_is_a_message_below_its_post() {
    ArchivedMessage before = withComments(message(1), List.of(message(70), message(71)));
    ArchivedMessage after = withComments(message(1), List.of(message(71), message(72)));

    ChangeCounts counts = diff(List.of(before), List.of(after));

    assertThat(counts).isEqualTo(new ChangeCounts(1, 0, 1, 0));
    assertThat(changes).extracting(MessageChange::commentOf).containsExactly(1L, 1L);
  }

  @Test
  void equal_ids_of_an_upgraded_group_are_other_messages() {
    ArchivedMessage earlier = message(9).withChatId(-7L);

    diff(List.of(earlier, message(9)), List.of(earlier));

    assertThat(changes)
        .singleElement()
        .satisfies(change -> assertThat(change.chatId()).isNull())
        .extracting(MessageChange::kind)
        .isEqualTo(ChangeKind.DELETED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void replaying_the_changes_of_any_world_gives_its_last_revision(long seed) {
    Random random = new Random(seed);
    List<ArchivedMessage> revision = world(random, List.of());
    Map<String, ObjectNode> replayed = members(revision);
    for (int i = 0; i < 20; i++) {
      List<ArchivedMessage> next = world(random, revision);
      changes.clear();
      diff(revision, next);
      changes.forEach(change -> replay(replayed, change));
      assertThat(replayed).isEqualTo(members(next));
      revision = next;
    }
  }

  private ChangeCounts diff(List<ArchivedMessage> before, List<ArchivedMessage> after) {
    return DayDiff.between(before.iterator(), after.iterator(), changes::add);
  }

  /** The next revision: messages and comments come, change and go. */
  private static List<ArchivedMessage> world(Random random, List<ArchivedMessage> before) {
    Map<Long, ArchivedMessage> known = new TreeMap<>();
    before.forEach(message -> known.put(message.id(), message));
    List<ArchivedMessage> next = new ArrayList<>();
    LongStream.rangeClosed(1, 30)
        .filter(id -> random.nextInt(5) > 0)
        .forEach(id -> next.add(changed(random, known.getOrDefault(id, message(id)))));
    return next;
  }

  private static ArchivedMessage changed(Random random, ArchivedMessage message) {
    return switch (random.nextInt(5)) {
      case 0 -> with(message, "text", "text " + random.nextInt());
      case 1 -> with(message, "views", random.nextInt(100));
      case 2 -> with(message, "edit_date", "2025-11-08T00:00:" + (10 + random.nextInt(50)) + "Z");
      case 3 ->
          withComments(
              message,
              LongStream.range(500, 506)
                  .filter(id -> random.nextBoolean())
                  .mapToObj(id -> with(message(id), "text", "comment " + random.nextInt(3)))
                  .toList());
      default -> message;
    };
  }

  private static void replay(Map<String, ObjectNode> messages, MessageChange change) {
    String key = change.commentOf() + "/" + change.id();
    if (change.before() != null && change.after() == null) {
      messages.remove(key);
      return;
    }
    ObjectNode message = messages.computeIfAbsent(key, id -> object("{}"));
    if (change.before() != null) {
      change.before().propertyNames().forEach(message::remove);
    }
    change.after().forEachEntry(message::set);
  }

  private static Map<String, ObjectNode> members(List<ArchivedMessage> messages) {
    Map<String, ObjectNode> members = new TreeMap<>();
    for (ArchivedMessage message : messages) {
      members.put(null + "/" + message.id(), MessageFields.of(message));
      message
          .comments()
          .forEach(
              comment -> members.put(message.id() + "/" + comment.id(), MessageFields.of(comment)));
    }
    return members;
  }

  private static ArchivedMessage with(ArchivedMessage message, String member, Object value) {
    ObjectNode json = Json.MAPPER.valueToTree(message);
    json.set(member, Json.MAPPER.<JsonNode>valueToTree(value));
    return Json.MAPPER.treeToValue(json, ArchivedMessage.class);
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }
}
