package dev.tgfetcher.archive.change;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the members of a message in two revisions. Comments are messages of their own. */
final class MessageFields {
  private static final String COMMENTS = "comments";

  /** Members that change although nothing was done to the message itself. */
  private static final Set<String> BY_OTHERS =
      Set.of("reactions", "views", "forwards", "reply_count");

  private MessageFields() {}

  /** All members of a message but its comments. */
  static ObjectNode of(ArchivedMessage message) {
    ObjectNode members = Json.MAPPER.valueToTree(message);
    members.remove(COMMENTS);
    return members;
  }

  /** The names of the members that differ; an absent member differs from null. */
  static Set<String> differing(ObjectNode before, ObjectNode after) {
    Set<String> names = new LinkedHashSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    names.removeIf(name -> before.path(name).equals(after.path(name)));
    return names;
  }

  static ChangeKind kind(Set<String> differing) {
    return BY_OTHERS.containsAll(differing) ? ChangeKind.REACTIONS : ChangeKind.EDITED;
  }

  /** The named members that the message has. */
  static ObjectNode select(ObjectNode members, Set<String> names) {
    ObjectNode selected = Json.MAPPER.createObjectNode();
    for (String name : names) {
      JsonNode value = members.path(name);
      if (!(value instanceof MissingNode)) {
        selected.set(name, value);
      }
    }
    return selected;
  }
}
