package dev.tgfetcher.schema.archive;

import dev.tgfetcher.schema.message.ReactionType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives a file of version 1.0 what version 1.1 added, claiming nothing that it did not say. */
final class ArchiveUpgrade {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ArchiveUpgrade() {}

  /** Completes a header; the date of the file's name stands in for one that it does not have. */
  static ObjectNode header(ObjectNode header, @Nullable LocalDate dateOfName) {
    byDefault(header, "timezone", NODES.stringNode(ArchiveHeader.TIMEZONE));
    if (dateOfName != null) {
      byDefault(header, "date", NODES.stringNode(dateOfName.toString()));
    }
    byDefault(header, "revision", NODES.numberNode(1L));
    byDefault(header, "complete", NODES.booleanNode(false));
    if (!header.get("complete").asBoolean(false)) {
      String reason = "a file of version 1.0 does not say whether it is complete";
      byDefault(header, "incomplete_reason", NODES.stringNode(reason));
    }
    byDefault(header, "comments_complete", NODES.booleanNode(false));
    byDefault(header, "senders", NODES.objectNode());
    return header;
  }

  static ObjectNode message(ObjectNode message) {
    byDefault(message, "sender_id", NODES.numberNode(0L));
    byDefault(message, "is_pinned", NODES.booleanNode(false));
    byDefault(message, "entities", NODES.arrayNode());
    byDefault(message, "reactions", NODES.arrayNode());
    byDefault(message, "comments", NODES.arrayNode());
    for (JsonNode element : message.get("reactions")) {
      if (element instanceof ObjectNode reaction) {
        byDefault(reaction, "type", NODES.stringNode(ReactionType.EMOJI.wireName()));
      }
    }
    for (JsonNode element : message.get("comments")) {
      if (element instanceof ObjectNode comment) {
        message(comment);
      }
    }
    return message;
  }

  private static void byDefault(ObjectNode object, String name, JsonNode value) {
    if (!object.hasNonNull(name)) {
      object.set(name, value);
    }
  }
}
