package dev.tgfetcher.day;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a day's file does not have all messages of the day.
 *
 * @param kind the first word of the value in archive files
 * @param detail the missing part and the remedy; null when the kind says all
 */
public record IncompleteReason(Kind kind, @Nullable String detail) {
  /**
   * The reasons that this fetcher writes, in the order in which a file names them. The closed list
   * of the format has one more: {@code gap}.
   */
  public enum Kind {
    /** The command's limit was reached. */
    LIMIT,
    /** The day was not over when it was read. */
    DAY_NOT_OVER,
    /** The chat does not show the account earlier messages. */
    HISTORY_HIDDEN,
    /** The messages before the group's upgrade cannot be read. */
    UPGRADED_GROUP,
    /** TDLib cannot read some of the messages, or not all of a rich one. */
    PARTIAL_CONTENT,
    /** Telegram does not send the content of some messages to a TDLib as old as this one. */
    UNKNOWN_CONTENT
  }

  static final IncompleteReason LIMIT = new IncompleteReason(Kind.LIMIT, null);
  static final IncompleteReason DAY_NOT_OVER = new IncompleteReason(Kind.DAY_NOT_OVER, null);

  public IncompleteReason {
    requireNonNull(kind, "kind");
  }

  /** The value in archive files. */
  public String text() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return detail == null ? word : word + ": " + detail;
  }
}
