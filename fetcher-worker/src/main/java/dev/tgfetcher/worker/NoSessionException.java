package dev.tgfetcher.worker;

import java.nio.file.Path;

/** There is no session that this worker could have; the message says what to do. */
public final class NoSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoSessionException(String message) {
    super(message);
  }

  /** Nobody has logged in yet. */
  static NoSessionException notLoggedIn(Path sessions) {
    return new NoSessionException(
        "there is no session in %s: run `tg-fetcher login`, or set SESSION_DIR to where they are"
            .formatted(sessions.toAbsolutePath().normalize()));
  }

  /** The one that was asked for is another worker's. */
  static NoSessionException inUse(String name, Path sessions) {
    return new NoSessionException(
        "session %s in %s is in use by another worker: set SESSION_NAME to one that is free, or leave it out to take any"
            .formatted(name, sessions.toAbsolutePath().normalize()));
  }
}
