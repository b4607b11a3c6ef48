package dev.tgfetcher.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one chat.
 *
 * @param days the written days, newest first
 * @param skipped how many days were complete before, or unchanged
 * @param unchanged the days that were read again without a difference; they count as skipped too
 * @param attempts how many attempts were started; flood waits cost none
 * @param errorType of the failure that ended the last failed command; null if all were fetched
 * @param error the message of that failure
 */
public record BatchResult(
    String chat,
    Outcome outcome,
    List<Day> days,
    int skipped,
    List<UnchangedDay> unchanged,
    long messages,
    int attempts,
    double seconds,
    @Nullable ErrorType errorType,
    @Nullable String error) {

  /** How the work on a chat ended. */
  public enum Outcome {
    DONE,
    FAILED,
    INTERRUPTED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A written day. */
  public record Day(
      LocalDate date, long messages, String filePath, int revision, boolean complete) {
    static Day of(MessagesFetched event) {
      return new Day(
          event.date(), event.messageCount(), event.filePath(), event.revision(), event.complete());
    }
  }

  public BatchResult {
    days = List.copyOf(days);
    unchanged = List.copyOf(unchanged);
  }

  /** The outcome, or {@code unchanged} if all days were read again without a difference. */
  public String word() {
    boolean nothingNew = days.isEmpty() && skipped > 0 && unchanged.size() == skipped;
    return outcome == Outcome.DONE && nothingNew ? "unchanged" : outcome.word();
  }

  /** Whether the batch cannot go on with the next chat. */
  boolean endsBatch() {
    return outcome == Outcome.INTERRUPTED || errorType == ErrorType.AUTH;
  }
}
