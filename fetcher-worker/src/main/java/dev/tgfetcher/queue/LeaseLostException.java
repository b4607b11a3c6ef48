package dev.tgfetcher.queue;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/** The command is another worker's now, so this worker's further work on it would be wasted. */
public final class LeaseLostException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  public LeaseLostException() {
    super("the lease was lost");
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}
