package dev.tgfetcher.archive.change;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares two revisions of a day, message by message. Both are in the order of an archive file:
 * first the messages of the upgraded basic group, then those of the chat, each by their ids. One
 * message of each revision is in memory, with its comments.
 */
public final class DayDiff {
  private static final Comparator<ArchivedMessage> ORDER =
      Comparator.<ArchivedMessage>comparingInt(message -> message.chatId() == null ? 1 : 0)
          .thenComparingLong(ArchivedMessage::id);

  private final Consumer<MessageChange> changes;
  private ChangeCounts counts = ChangeCounts.NONE;

  private DayDiff(Consumer<MessageChange> changes) {
    this.changes = changes;
  }

  /**
   * Passes on each difference between two files, in the order of the messages, and returns their
   * counts. A file of version 1.0, which is small and in any order, is sorted first.
   *
   * @throws tools.jackson.core.JacksonException when a file is malformed
   */
  public static ChangeCounts between(
      ArchiveReader before, ArchiveReader after, Consumer<MessageChange> changes) {
    return between(ordered(before), ordered(after), changes);
  }

  private static Iterator<ArchivedMessage> ordered(ArchiveReader file) {
    if (!ArchivedDay.isVersion10(file.header())) {
      return file;
    }
    List<ArchivedMessage> messages = new ArrayList<>();
    file.forEachRemaining(messages::add);
    messages.sort(ORDER);
    return messages.iterator();
  }

  /**
   * The same for messages that are in this order.
   *
   * @throws tools.jackson.core.JacksonException when an iterator reads a malformed file
   */
  public static ChangeCounts between(
      Iterator<ArchivedMessage> before,
      Iterator<ArchivedMessage> after,
      Consumer<MessageChange> changes) {
    DayDiff diff = new DayDiff(changes);
    diff.merge(before, after, null);
    return diff.counts;
  }

  private void merge(
      Iterator<ArchivedMessage> before, Iterator<ArchivedMessage> after, @Nullable Long post) {
    ArchivedMessage old = next(before);
    ArchivedMessage now = next(after);
    while (old != null && now != null) {
      int order = ORDER.compare(old, now);
      if (order < 0) {
        deleted(old, post);
      } else if (order > 0) {
        added(now, post);
      } else {
        compare(old, now, post);
      }
      old = order <= 0 ? next(before) : old;
      now = order >= 0 ? next(after) : now;
    }
    for (; old != null; old = next(before)) {
      deleted(old, post);
    }
    for (; now != null; now = next(after)) {
      added(now, post);
    }
  }

  private void deleted(ArchivedMessage message, @Nullable Long post) {
    report(ChangeKind.DELETED, message, post, MessageFields.of(message), null);
    message.comments().forEach(comment -> deleted(comment, Long.valueOf(message.id())));
  }

  private void added(ArchivedMessage message, @Nullable Long post) {
    report(ChangeKind.ADDED, message, post, null, MessageFields.of(message));
    message.comments().forEach(comment -> added(comment, Long.valueOf(message.id())));
  }

  private void compare(ArchivedMessage old, ArchivedMessage now, @Nullable Long post) {
    if (old.equals(now)) {
      return;
    }
    ObjectNode before = MessageFields.of(old);
    ObjectNode after = MessageFields.of(now);
    Set<String> differing = MessageFields.differing(before, after);
    if (!differing.isEmpty()) {
      report(
          MessageFields.kind(differing),
          now,
          post,
          MessageFields.select(before, differing),
          MessageFields.select(after, differing));
    }
    if (!Objects.equals(old.comments(), now.comments())) {
      merge(old.comments().iterator(), now.comments().iterator(), Long.valueOf(now.id()));
    }
  }

  private void report(
      ChangeKind kind,
      ArchivedMessage message,
      @Nullable Long post,
      @Nullable ObjectNode before,
      @Nullable ObjectNode after) {
    counts = counts.plus(kind);
    changes.accept(new MessageChange(kind, message.id(), message.chatId(), post, before, after));
  }

  private static @Nullable ArchivedMessage next(Iterator<ArchivedMessage> messages) {
    return messages.hasNext() ? messages.next() : null;
  }
}
