package dev.tgfetcher.fetch;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;
import java.time.LocalDate;

/** Another worker reads this day of the chat; the command is deferred. */
public final class DayTakenException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  /** Short, because most days are read in seconds and a new attempt costs no request. */
  public static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  DayTakenException(long chatId, LocalDate day) {
    super("another worker reads " + day + " of chat " + chatId);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()), TRY_AGAIN_AFTER);
  }
}
