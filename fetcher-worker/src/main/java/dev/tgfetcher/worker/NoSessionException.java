package dev.tgfetcher.worker;

import java.nio.file.Path;

/** Nobody has logged in yet. */
public final class NoSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSessionException(Path sessions) {
    super(
        "there is no session in %s: run `tg-fetcher login`, or set SESSION_DIR to where they are"
            .formatted(sessions.toAbsolutePath().normalize()));
  }
}
