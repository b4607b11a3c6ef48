package dev.tgfetcher.day;

import dev.tgfetcher.telegram.TdFields;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long no message of a day, or of a later one, has come from a history that is read
 * newest first. Dates may step back, so the first older message does not end a day.
 *
 * <p>Inside a window a day may wait long for its last message, because the messages after it are
 * needed anyway. At the window's end each further page costs a request.
 */
final class QuietRun {
  /** A day of the window ends after so many older messages. */
  static final int MESSAGES = 200;

  /** The window ends after so many older messages: a whole page of TDLib's. */
  static final int LAST_MESSAGES = 50;

  /** The window ends so many ids below the first older message. */
  static final int LAST_IDS = 100;

  private final FetchWindow window;
  private final long lowestId;

  /** The number of the last message of a day or of a later one; a day without one has no entry. */
  private final NavigableMap<LocalDate, Long> lastSince = new TreeMap<>();

  private long messages;
  private long id;

  /** The first of the older messages that have come since the last one of the window. */
  private @Nullable Long quietSince;

  /**
   * Starts with the newest message.
   *
   * @param lowestId the window is not over before this message; {@link Long#MAX_VALUE} for none
   */
  QuietRun(FetchWindow window, long lowestId) {
    this.window = window;
    this.lowestId = lowestId;
  }

  /**
   * Adds the next older message.
   *
   * @param messageId its {@link HistoryOrder}
   */
  void add(long messageId, LocalDate date) {
    if (!date.isBefore(window.from())) {
      quietSince = null;
    } else if (quietSince == null || HistoryOrder.isEarlierChat(messageId, id)) {
      quietSince = messageId;
    }
    messages++;
    id = messageId;
    if (!date.isBefore(window.from())) {
      lastSince.headMap(date, false).clear();
      lastSince.put(date, messages);
    }
  }

  /** All messages down to this one have come. */
  void passed(long messageId) {
    id = Math.min(id, messageId);
  }

  /** Whether a day of the window has had its last message. */
  boolean isOver(LocalDate day) {
    return since(day) >= MESSAGES && id <= lowestId;
  }

  /** Whether a day is over although the reading stops here. */
  boolean isOverForLimit(LocalDate day) {
    return since(day) >= LAST_MESSAGES;
  }

  /** Whether all days of the window have had their last message. */
  boolean isWindowOver() {
    boolean isQuiet =
        since(window.from()) >= LAST_MESSAGES
            || (quietSince != null
                && TdFields.serverId(quietSince) - TdFields.serverId(id) >= LAST_IDS);
    return isQuiet && id <= lowestId;
  }

  private long since(LocalDate day) {
    Map.Entry<LocalDate, Long> last = lastSince.ceilingEntry(day);
    return last == null ? messages : messages - last.getValue();
  }
}
