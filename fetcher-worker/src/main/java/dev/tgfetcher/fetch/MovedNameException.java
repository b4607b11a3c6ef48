package dev.tgfetcher.fetch;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/** A folder has days of one chat, and its name belongs to another chat now. */
public final class MovedNameException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  public MovedNameException(String folder, long former, long present) {
    super(
        ("The archive's folder %1$s has days of chat %2$d, but the name belongs to chat %3$d now;"
                + " nothing was written. Fetch each chat by its id, into a folder of its own: %3$d"
                + " is the present one, %2$d the former one")
            .formatted(folder, former, present));
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.CHAT_NOT_FOUND, String.valueOf(getMessage()));
  }
}
