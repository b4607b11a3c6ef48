package dev.tgfetcher.session;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;

/** There is no session that this worker could have; the message says what to do. */
public final class NoSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoSessionException(String message) {
    super(message);
  }

  /** Nobody has logged in yet. */
  private static NoSessionException notLoggedIn(Path sessions) {
    return new NoSessionException(
        "there is no session in %s: run `tg-fetcher login`, or set SESSION_DIR to where they are"
            .formatted(sessions.toAbsolutePath().normalize()));
  }

  /** All that there are were refused by Telegram, or there are none at all. */
  public static NoSessionException noneUsable(List<SessionFolder.Entry> entries, Path sessions) {
    if (entries.isEmpty()) {
      return notLoggedIn(sessions);
    }
    return new NoSessionException(
        "every session in %s is in quarantine (%s): run `tg-fetcher login --session NAME`"
            .formatted(
                sessions.toAbsolutePath().normalize(),
                entries.stream().map(NoSessionException::inWords).collect(joining("; "))));
  }

  private static String inWords(SessionFolder.Entry entry) {
    return entry.name() + entry.quarantine().map(mark -> ": " + mark.reason()).orElse("");
  }

  /** The one that was asked for is another worker's. */
  static NoSessionException inUse(String name, Path sessions) {
    return new NoSessionException(
        "session %s in %s is in use by another worker: set SESSION_NAME to one that is free, or leave it out to take any"
            .formatted(name, sessions.toAbsolutePath().normalize()));
  }

  /** A process of this machine has each. */
  public static NoSessionException allInUse(Path sessions) {
    return new NoSessionException(
        "all sessions in %s are in use: wait for one, or run `tg-fetcher login --session NAME`"
            .formatted(sessions.toAbsolutePath().normalize()));
  }
}
