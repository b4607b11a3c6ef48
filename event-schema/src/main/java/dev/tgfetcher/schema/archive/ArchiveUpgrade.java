package dev.tgfetcher.schema.archive;

import dev.tgfetcher.schema.message.ReactionType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the members of version 1.1 to a file of version 1.0, which counts as incomplete by default.
 */
final class ArchiveUpgrade {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ArchiveUpgrade() {}

  /** Completes a header. A missing date comes from the file's name. */
  static ObjectNode header(ObjectNode header, @Nullable LocalDate dateOfName) {
    setDefault(header, "timezone", NODES.stringNode(ArchiveHeader.TIMEZONE));
    if (dateOfName != null) {
      setDefault(header, "date", NODES.stringNode(dateOfName.toString()));
    }
    setDefault(header, "revision", NODES.numberNode(1L));
    setDefault(header, "complete", NODES.booleanNode(false));
    if (!header.get("complete").asBoolean(false)) {
      String reason = "a file of version 1.0 does not say whether it is complete";
      setDefault(header, "incomplete_reason", NODES.stringNode(reason));
    }
    setDefault(header, "comments_complete", NODES.booleanNode(false));
    setDefault(header, "senders", NODES.objectNode());
    return header;
  }

  static ObjectNode message(ObjectNode message) {
    setDefault(message, "sender_id", NODES.numberNode(0L));
    setDefault(message, "is_pinned", NODES.booleanNode(false));
    setDefault(message, "entities", NODES.arrayNode());
    setDefault(message, "reactions", NODES.arrayNode());
    setDefault(message, "comments", NODES.arrayNode());
    for (JsonNode element : message.get("reactions")) {
      if (element instanceof ObjectNode reaction) {
        setDefault(reaction, "type", NODES.stringNode(ReactionType.EMOJI.wireName()));
      }
    }
    for (JsonNode element : message.get("comments")) {
      if (element instanceof ObjectNode comment) {
        message(comment);
      }
    }
    return message;
  }

  private static void setDefault(ObjectNode object, String name, JsonNode value) {
    if (!object.hasNonNull(name)) {
      object.set(name, value);
    }
  }
}
