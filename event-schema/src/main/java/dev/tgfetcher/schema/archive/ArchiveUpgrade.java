package dev.tgfetcher.schema.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a file of version 1.0 into one of the present form. The Python fetcher wrote such files in
 * several ways, and all are read:
 *
 * <ol>
 *   <li>absent members, or null in their place
 *   <li>ids as strings, times without a zone
 *   <li>{@code forward_from} as an object, reactions as an object, an unknown type of the chat
 * </ol>
 *
 * <p>Members that version 1.0 does not have are left out. A file counts as incomplete by default.
 */
final class ArchiveUpgrade {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> HEADER =
      Set.of(
          "version",
          "timezone",
          "date",
          "fetched_at",
          "revision",
          "complete",
          "incomplete_reason",
          "source_info",
          "senders");

  private static final int DATE_LENGTH = "2025-11-07".length();

  private ArchiveUpgrade() {}

  /** Completes a header. A missing date comes from the file's name. */
  static ObjectNode header(ObjectNode header, @Nullable LocalDate dateOfName) {
    header.retain(HEADER);
    setDefault(header, "timezone", NODES.stringNode(ArchiveHeader.TIMEZONE));
    String date = header.path("date").asString("");
    if (date.length() > DATE_LENGTH) {
      header.put("date", date.substring(0, DATE_LENGTH));
    }
    if (dateOfName != null) {
      setDefault(header, "date", NODES.stringNode(dateOfName.toString()));
    }
    header.set("fetched_at", time(header.path("fetched_at")));
    setDefault(header, "revision", NODES.numberNode(1L));
    setDefault(header, "complete", NODES.booleanNode(false));
    if (!header.get("complete").asBoolean(false)) {
      String reason = "a file of version 1.0 does not say whether it is complete";
      setDefault(header, "incomplete_reason", NODES.stringNode(reason));
    }
    header.set("comments_complete", NODES.booleanNode(false));
    if (header.get("source_info") instanceof ObjectNode source) {
      completeSource(source);
    }
    header.set("senders", names(header.path("senders")));
    return header;
  }

  private static void completeSource(ObjectNode source) {
    String id = source.path("id").asString("");
    source.put("id", id.isEmpty() ? "unknown" : id);
    setDefault(source, "title", NODES.stringNode(id));
    setDefault(source, "url", NODES.stringNode(""));
    String type = source.path("type").asString("");
    boolean isKnown =
        List.of(SourceType.values()).stream().anyMatch(each -> each.wireName().equals(type));
    source.put("type", isKnown ? type : SourceType.UNKNOWN.wireName());
    source.set("chat_id", OldValues.idOrNull(source.path("chat_id")));
    source.remove(List.of("linked_chat_id", "upgraded_from_chat_id"));
  }

  private static ObjectNode names(JsonNode senders) {
    ObjectNode names = NODES.objectNode();
    senders.forEachEntry((id, name) -> names.put(id, OldValues.name(name, id)));
    return names;
  }

  /** Completes a message, and its comments. */
  static ObjectNode message(ObjectNode old) {
    ObjectNode message = withoutComments(old);
    ArrayNode comments = message.putArray("comments");
    commentsOf(old).forEach(comments::add);
    return message;
  }

  /** The comments and their comments, in one list. */
  private static List<ObjectNode> commentsOf(ObjectNode message) {
    List<ObjectNode> comments = new ArrayList<>();
    for (JsonNode element : message.path("comments")) {
      if (element instanceof ObjectNode comment) {
        comments.add(withoutComments(comment).set("comments", NODES.arrayNode()));
        comments.addAll(commentsOf(comment));
      }
    }
    return comments;
  }

  private static ObjectNode withoutComments(ObjectNode old) {
    ObjectNode message = NODES.objectNode();
    message.set("id", OldValues.idOrNull(old.path("id")));
    message.set("date", time(old.path("date")));
    message.set("text", OldValues.textOrNull(old.path("text")));
    JsonNode sender = OldValues.idOrNull(old.path("sender_id"));
    message.set("sender_id", sender.isNull() ? NODES.numberNode(0L) : sender);
    message.set("reply_to_msg_id", OldValues.idOrNull(old.path("reply_to_msg_id")));
    message.setAll(OldForward.of(old.path("forward_from")));
    message.set("reactions", OldReactions.of(old.path("reactions")));
    message.put("is_pinned", old.path("is_pinned").asBoolean(false));
    message.putArray("entities");
    return message;
  }

  private static JsonNode time(JsonNode value) {
    Instant time = OldValues.time(value);
    return time == null ? NODES.nullNode() : NODES.stringNode(time.toString());
  }

  private static void setDefault(ObjectNode object, String name, JsonNode value) {
    if (!object.hasNonNull(name)) {
      object.set(name, value);
    }
  }
}
