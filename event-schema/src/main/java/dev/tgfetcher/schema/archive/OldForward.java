package dev.tgfetcher.schema.archive;

import dev.tgfetcher.schema.message.ForwardKind;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code forward_from} of version 1.0: a name, or an object with id, name and date. */
final class OldForward {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OldForward() {}

  /** The members {@code forward_from} and {@code forward}. */
  static ObjectNode of(JsonNode old) {
    ObjectNode members = NODES.objectNode();
    members.set("forward_from", old.isString() ? old : NODES.nullNode());
    members.set("forward", NODES.nullNode());
    if (old.isObject()) {
      JsonNode id = OldValues.idOrNull(old.path("from_id"));
      String name = OldValues.name(old, id.isNull() ? "" : id.asString());
      members.set("forward_from", name.isEmpty() ? NODES.nullNode() : NODES.stringNode(name));
      Instant date = OldValues.time(old.path("date"));
      if (date != null) {
        members.set("forward", forward(id, members.get("forward_from"), date));
      }
    }
    return members;
  }

  private static ObjectNode forward(JsonNode id, JsonNode name, Instant date) {
    ObjectNode forward = NODES.objectNode();
    forward.put("kind", kind(id).wireName());
    forward.set("from_id", id);
    forward.set("from_name", name);
    forward.put("date", date.toString());
    return forward;
  }

  private static ForwardKind kind(JsonNode id) {
    if (id.isNull()) {
      return ForwardKind.HIDDEN_USER;
    }
    return id.asLong(0) < 0 ? ForwardKind.CHANNEL : ForwardKind.USER;
  }
}
