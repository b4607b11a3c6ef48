package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.change.ChangeCounts;
import dev.tgfetcher.archive.change.ChangeKind;
import dev.tgfetcher.archive.change.MessageChange;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A difference of a message as a line for people. */
final class ChangeText {
  private static final int LONGEST_VALUE = 60;

  private ChangeText() {}

  /** The kind, the id (of a comment: the post's and its own), and the values. */
  static String line(MessageChange change) {
    return "%-9s %-10s %s".formatted(change.kind().jsonName(), id(change), values(change));
  }

  static String counts(ChangeCounts counts) {
    return "%d added, %d edited, %d deleted, %d with other reactions or counts"
        .formatted(counts.added(), counts.edited(), counts.deleted(), counts.reactions());
  }

  static String time(@Nullable Instant fetchedAt) {
    return fetchedAt == null ? "at an unknown time" : fetchedAt.toString();
  }

  private static String id(MessageChange change) {
    String id = String.valueOf(change.id());
    return change.commentOf() == null ? id : change.commentOf() + "/" + id;
  }

  private static String values(MessageChange change) {
    ObjectNode before = change.before();
    ObjectNode after = change.after();
    if (before == null || after == null) {
      return content(change.kind() == ChangeKind.ADDED ? after : before);
    }
    StringJoiner differences = new StringJoiner("; ");
    before
        .propertyNames()
        .forEach(
            name ->
                differences.add(
                    name + ": " + value(before.path(name)) + " -> " + value(after.path(name))));
    after.propertyNames().stream()
        .filter(name -> !before.has(name))
        .forEach(name -> differences.add(name + ": none -> " + value(after.path(name))));
    return differences.toString();
  }

  private static String content(@Nullable ObjectNode message) {
    if (message == null) {
      return "";
    }
    JsonNode text = message.path("text");
    JsonNode what = message.hasNonNull("service") ? message.path("service") : message.path("media");
    return text.isString() ? value(text) : value(what.path("type"));
  }

  private static String value(JsonNode value) {
    String text = value.isMissingNode() ? "none" : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
  }
}
