package dev.tgfetcher.day;

import dev.tgfetcher.telegram.TdFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds the days of which a message may be that TDLib cannot read, and that has no date therefore:
 *
 * <ol>
 *   <li>all days from that of the next readable message on one side to that on the other side;
 *   <li>because dates may step back, also the day of a message that is a little farther away, in
 *       the history ({@link QuietRun}) and in time.
 * </ol>
 */
final class UnreadableMessages {
  /** Dates of messages that are near each other in the history step back no farther. */
  static final Duration FARTHEST_STEP = Duration.ofHours(6);

  private final long chatId;
  private final FetchWindow window;
  private final MissingMessages missing;

  /** The last readable messages, the last one first. */
  private final Deque<Dated> readable = new ArrayDeque<>();

  /** Those whose next older readable message has not come yet. */
  private final List<Unreadable> waiting = new ArrayList<>();

  /** Those whose near messages have not all come yet. */
  private final List<Placed> placed = new ArrayList<>();

  private int messages;

  /**
   * @param chatId of the day's file
   * @param missing records the days
   */
  UnreadableMessages(long chatId, FetchWindow window, MissingMessages missing) {
    this.chatId = chatId;
    this.window = window;
    this.missing = missing;
  }

  private record Dated(long order, int number, Instant date) {
    LocalDate day() {
      return UtcDay.of(date);
    }

    boolean isNear(Unreadable message) {
      return Math.abs(number - message.number()) <= QuietRun.LAST_MESSAGES
          && TdFields.serverId(Math.abs(order - message.order())) <= QuietRun.LAST_IDS;
    }
  }

  /**
   * @param number how many readable messages came before
   */
  private record Unreadable(long id, long order, int number) {}

  /** An unreadable message, and the dates of its readable neighbours. */
  private record Placed(Unreadable message, Instant earlier, Instant later) {
    boolean mayBeOfDayOf(Dated other) {
      return other.isNear(message)
          && !other.date().isBefore(earlier.minus(FARTHEST_STEP))
          && !other.date().isAfter(later.plus(FARTHEST_STEP));
    }
  }

  /** Adds the next older message, which TDLib cannot read. */
  void addUnreadable(JsonNode message) {
    long id = TdFields.serverId(TdFields.number(message, "id"));
    waiting.add(new Unreadable(id, HistoryOrder.of(message, chatId), messages));
  }

  /** Adds the next older message, which TDLib can read. */
  void add(JsonNode message) {
    messages++;
    Instant date = Instant.ofEpochSecond(TdFields.number(message, "date"));
    Dated added = new Dated(HistoryOrder.of(message, chatId), messages, date);
    waiting.forEach(each -> place(each, added));
    waiting.clear();
    placed.removeIf(each -> messages - each.message().number() > QuietRun.LAST_MESSAGES);
    placed.stream()
        .filter(each -> each.mayBeOfDayOf(added))
        .forEach(each -> record(each.message(), added.day(), added.day()));
    readable.addFirst(added);
    if (readable.size() > QuietRun.LAST_MESSAGES) {
      readable.removeLast();
    }
  }

  /** Records that no readable message follows. */
  void end() {
    Dated newer = readable.peekFirst();
    LocalDate last = newer == null ? window.to() : newer.day();
    waiting.forEach(each -> record(each, window.from(), last));
    waiting.clear();
  }

  private void place(Unreadable message, Dated older) {
    Dated newer = readable.peekFirst();
    Instant newerDate = newer == null ? UtcDay.start(window.to()) : newer.date();
    boolean isStraight = older.date().isBefore(newerDate);
    Placed found =
        new Placed(
            message, isStraight ? older.date() : newerDate, isStraight ? newerDate : older.date());
    record(message, UtcDay.of(found.earlier()), UtcDay.of(found.later()));
    readable.stream()
        .filter(found::mayBeOfDayOf)
        .forEach(each -> record(message, each.day(), each.day()));
    placed.add(found);
  }

  private void record(Unreadable message, LocalDate from, LocalDate to) {
    missing.unreadable(
        message.id(),
        from.isBefore(window.from()) ? window.from() : from,
        to.isAfter(window.to()) ? window.to() : to);
  }
}
