package dev.tgfetcher.session;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;

/** No session is usable for this worker. The message names the remedy. */
public final class NoSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isFrozen;

  private NoSessionException(String message) {
    this(message, false);
  }

  private NoSessionException(String message, boolean isFrozen) {
    super(message);
    this.isFrozen = isFrozen;
  }

  /** Whether an account is frozen, which no login mends. */
  public boolean isFrozen() {
    return isFrozen;
  }

  private static NoSessionException notLoggedIn(Path sessions) {
    return new NoSessionException(
        "there is no session in %s: run `tg-fetcher login`, or set SESSION_DIR to where they are"
            .formatted(sessions.toAbsolutePath().normalize()));
  }

  /** Every session is in quarantine, or there is none. */
  public static NoSessionException noneUsable(List<SessionFolder.Entry> entries, Path sessions) {
    if (entries.isEmpty()) {
      return notLoggedIn(sessions);
    }
    if (entries.stream().anyMatch(SessionFolder.Entry::isFrozen)) {
      return new NoSessionException(
          "no session in %s can be used (%s)"
              .formatted(
                  sessions.toAbsolutePath().normalize(),
                  entries.stream().map(NoSessionException::inWords).collect(joining("; "))),
          true);
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

  /** Another worker owns the session that is configured by name. */
  static NoSessionException inUse(String name, Path sessions) {
    return new NoSessionException(
        "session %s in %s is in use by another worker: set SESSION_NAME to one that is free, or leave it out to take any"
            .formatted(name, sessions.toAbsolutePath().normalize()));
  }

  /** Other processes of this machine use all sessions. */
  public static NoSessionException allInUse(Path sessions) {
    return new NoSessionException(
        "all sessions in %s are in use: wait for one, or run `tg-fetcher login --session NAME`"
            .formatted(sessions.toAbsolutePath().normalize()));
  }
}
