package dev.tgfetcher.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one chat.
 *
 * @param days that were written, each once, newest first
 * @param skipped how many days needed no writing: complete before, or unchanged
 * @param attempts begun; flood waits cost none
 * @param errorType of the last failure for good, and {@code error} in words; null if there was none
 */
public record BatchResult(
    String chat,
    Outcome outcome,
    List<Day> days,
    int skipped,
    long messages,
    int attempts,
    double seconds,
    @Nullable ErrorType errorType,
    @Nullable String error) {

  /** How it ended; the list is closed. */
  public enum Outcome {
    DONE,
    FAILED,
    INTERRUPTED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A day's file that was written. */
  public record Day(
      LocalDate date, long messages, String filePath, int revision, boolean complete) {
    static Day of(MessagesFetched event) {
      return new Day(
          event.date(), event.messageCount(), event.filePath(), event.revision(), event.complete());
    }
  }

  public BatchResult {
    days = List.copyOf(days);
  }

  /** Whether no further chat can be begun. */
  boolean endsBatch() {
    return outcome == Outcome.INTERRUPTED || errorType == ErrorType.AUTH;
  }
}
