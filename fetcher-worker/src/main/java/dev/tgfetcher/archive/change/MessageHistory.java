package dev.tgfetcher.archive.change;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the revisions of a day say of one message of the chat and of its comments. */
public final class MessageHistory {
  /** How many days before the likeliest one are looked at. */
  private static final int BEFORE = 3;

  private final StoredDays days;
  private final String chat;
  private final long id;

  public MessageHistory(StoredDays days, String chat, long id) {
    this.days = days;
    this.chat = chat;
    this.id = id;
  }

  /**
   * A change that a revision shows for the first time. The first one is the message as it was
   * archived first.
   *
   * @param seenAt the time at which the revision was read from Telegram; null for a file of version
   *     1.0, which does not say
   */
  public record Seen(int revision, @Nullable Instant seenAt, MessageChange change) {}

  /**
   * The changes by the revisions of a day, oldest first; empty when no revision has the message.
   *
   * @throws tools.jackson.core.JacksonException when a file is malformed
   */
  public List<Seen> in(LocalDate date) {
    List<Seen> seen = new ArrayList<>();
    Optional<ArchivedMessage> known = Optional.empty();
    DayRevisions revisions = DayRevisions.of(days, chat, date);
    for (int number : revisions.numbers()) {
      try (ArchiveReader file = revisions.open(number)) {
        Optional<ArchivedMessage> now = find(file);
        @Nullable Instant at = file.header().fetchedAt();
        ChangeCounts unused =
            DayDiff.between(
                known.stream().iterator(),
                now.stream().iterator(),
                change -> seen.add(new Seen(number, at, change)));
        known = now;
      }
    }
    return seen;
  }

  /** The same for the day that has, or had, the message; empty when no day had it. */
  public List<Seen> inItsDay() {
    return candidates()
        .map(this::in)
        .filter(seen -> !seen.isEmpty())
        .findFirst()
        .orElseGet(List::of);
  }

  private Optional<ArchivedMessage> find(Iterator<ArchivedMessage> messages) {
    while (messages.hasNext()) {
      ArchivedMessage message = messages.next();
      if (message.id() == id && message.chatId() == null) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /**
   * The days that may have the message, the likeliest first. Later days have higher ids, but for
   * the few messages of a midnight whose dates step back, and a deleted message may have been the
   * last one of its day.
   */
  private Stream<LocalDate> candidates() {
    List<LocalDate> all = days.days(chat);
    int first = firstDayThatEndsWithAtLeast(all);
    int last = Math.min(withMessages(all, first) + 1, all.size());
    List<LocalDate> before = new ArrayList<>(all.subList(Math.max(0, first - BEFORE), first));
    Collections.reverse(before);
    return Stream.concat(all.subList(first, last).stream(), before.stream());
  }

  private int firstDayThatEndsWithAtLeast(List<LocalDate> all) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int day = withMessages(all, middle);
      if (day < all.size() && lastId(all.get(day)).orElseThrow() < id) {
        low = day + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first day from this one on that has messages; the number of days when there is none. */
  private int withMessages(List<LocalDate> all, int from) {
    int day = from;
    while (day < all.size() && lastId(all.get(day)).isEmpty()) {
      day++;
    }
    return day;
  }

  private OptionalLong lastId(LocalDate date) {
    return days.find(chat, date)
        .map(day -> days.messages(day).lastId())
        .orElseGet(OptionalLong::empty);
  }
}
