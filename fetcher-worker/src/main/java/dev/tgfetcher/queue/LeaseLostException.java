package dev.tgfetcher.queue;

import dev.tgfetcher.failure.ClassifiedFailure;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;

/**
 * The command was given to another worker: what this one still does for it would be for nothing.
 */
public final class LeaseLostException extends RuntimeException implements ClassifiedFailure {
  private static final long serialVersionUID = 1L;

  public LeaseLostException() {
    super("the lease was lost");
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}
