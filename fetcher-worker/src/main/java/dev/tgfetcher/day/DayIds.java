package dev.tgfetcher.day;

import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out which ids were asked for to read each day of a chat, newest day first. The range of a
 * day goes from its newest message down to the id after the newest message of the days before, so
 * the ranges of neighbouring days meet. They overlap where dates step back.
 *
 * <p>All ids are server ids, by {@link HistoryOrder}.
 */
final class DayIds {
  private static final long FIRST_ID = 1;

  /** Ids without a gap, each of which was asked for. */
  private record Run(long first, long last) {
    boolean contains(long id) {
      return id >= first && id <= last;
    }
  }

  /**
   * A message.
   *
   * @param number of the messages that have come, it included
   */
  private record Place(long id, long number) {}

  private final List<Run> runs = new ArrayList<>();
  private final NavigableMap<LocalDate, Place> newest = new TreeMap<>();
  private final NavigableMap<LocalDate, Place> oldest = new TreeMap<>();
  private boolean isRunOpen;
  private long messages;

  /** All messages from this id on have come. */
  private long reached = Long.MAX_VALUE;

  /** Starts the next older page; its messages follow. */
  void startPage(MessagePage page) {
    Long lowest = page.lowestAsked();
    if (lowest == null) {
      isRunOpen = false;
    } else if (isRunOpen) {
      Run run = runs.remove(runs.size() - 1);
      runs.add(new Run(lowest, run.last()));
    } else {
      runs.add(new Run(lowest, reached - 1));
      isRunOpen = true;
    }
    if (lowest != null) {
      reached = lowest;
    }
  }

  /** Adds the next older message; the date is null if it is not known. */
  void add(long id, @Nullable LocalDate date) {
    messages++;
    reached = Math.min(reached, id);
    if (date != null) {
      Place place = new Place(id, messages);
      newest.putIfAbsent(date, place);
      oldest.put(date, place);
    }
  }

  /**
   * The way a day was read that has had its last message.
   *
   * @param range of the day, by {@link #rangeOf}
   */
  ReadBy readBy(LocalDate day, @Nullable IdRange range) {
    boolean isEmptyOfIds = !newest.containsKey(day) && isRunOpen;
    return range != null || isEmptyOfIds ? ReadBy.IDS : ReadBy.HISTORY;
  }

  /** The ids of a day that has had its last message; null if not all of them were asked for. */
  @Nullable IdRange rangeOf(LocalDate day) {
    Place last = newest.get(day);
    Place lowest = oldest.get(day);
    if (last == null || lowest == null) {
      return null;
    }
    Place earlier =
        newest.headMap(day, false).values().stream()
            .max(Comparator.comparingLong(Place::id))
            .orElse(null);
    long first = first(last, lowest, earlier);
    if (runs.stream().noneMatch(run -> run.contains(first) && run.contains(last.id()))) {
      return null;
    }
    long present = lastNumber(first, lowest, earlier) - last.number() + 1;
    return new IdRange(first, last.id(), last.id() - first + 1 - present);
  }

  /** The number of the last message that has this id or a higher one. */
  private long lastNumber(long first, Place lowest, @Nullable Place earlier) {
    if (earlier != null) {
      return Math.max(lowest.number(), earlier.number() - 1);
    }
    return first < lowest.id() ? messages : lowest.number();
  }

  private long first(Place last, Place lowest, @Nullable Place earlier) {
    boolean isChatsFirst =
        lowest.id() >= FIRST_ID
            && runs.stream().anyMatch(run -> run.contains(last.id()) && run.contains(FIRST_ID));
    long afterEarlier =
        earlier == null ? (isChatsFirst ? FIRST_ID : lowest.id()) : earlier.id() + 1;
    long first = Math.min(lowest.id(), afterEarlier);
    return isChatsFirst ? Math.max(FIRST_ID, first) : first;
  }

  /** Forgets a day and all later ones. */
  void forget(LocalDate day) {
    newest.tailMap(day, true).clear();
    oldest.tailMap(day, true).clear();
  }
}
