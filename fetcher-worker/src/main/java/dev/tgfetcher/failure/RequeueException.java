package dev.tgfetcher.failure;

import dev.tgfetcher.schema.event.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * The command could not run now, for a reason that is not its own: it is requeued untouched. The
 * message gives the reason.
 */
public final class RequeueException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause null if nothing has failed
   */
  public RequeueException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}
