package dev.tgfetcher.session;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.telegram.session.SessionQuarantine;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which sessions of a folder a worker may take, and which are in quarantine:
 *
 * <ol>
 *   <li>{@link #refresh} reads the folder;
 *   <li>{@link #quarantine} marks a session for all workers, and {@link #lift} removes the mark;
 *   <li>{@link #refused} records why a session could not be opened, {@link #opened} that it is
 *       open;
 *   <li>{@link #needingLogin} and {@link #frozen} are the result of the last refresh and read no
 *       disk.
 * </ol>
 */
final class UsableSessions {
  private static final Logger log = LoggerFactory.getLogger(UsableSessions.class);

  private final SessionFolder folder;
  private final InstantSource clock;

  /** Marks that could not be written. */
  private final Map<String, SessionQuarantine> unwritten = new ConcurrentHashMap<>();

  /** The reasons why sessions could not be opened at the last try. */
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  private volatile Map<String, SessionQuarantine> quarantined = Map.of();

  UsableSessions(SessionFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Reads which sessions there are and which of them are in quarantine. */
  List<SessionFolder.Entry> refresh() {
    List<SessionFolder.Entry> entries = folder.entries().stream().map(this::withUnwritten).toList();
    Map<String, SessionQuarantine> marks = new TreeMap<>();
    entries.forEach(entry -> entry.quarantine().ifPresent(mark -> marks.put(entry.name(), mark)));
    quarantined = marks;
    return entries;
  }

  private SessionFolder.Entry withUnwritten(SessionFolder.Entry entry) {
    return new SessionFolder.Entry(
        entry.name(),
        entry.quarantine().or(() -> Optional.ofNullable(unwritten.get(entry.name()))));
  }

  /** Records that a session cannot be opened. The log has each reason once. */
  void refused(String name, String reason) {
    if (!reason.equals(refused.put(name, reason))) {
      log.warn("Session {} cannot be used: {}", name, reason);
    }
  }

  void opened(String name) {
    refused.remove(name);
  }

  /** The reasons, by session, why sessions could not be opened at the last try. */
  Map<String, String> refused() {
    return Map.copyOf(refused);
  }

  /** Whether a worker may take the session, if only to check its account again. */
  boolean isUsable(SessionFolder.Entry entry) {
    return !entry.isQuarantined(clock.instant());
  }

  /** Marks a session, so that no worker takes it while the mark is in force. */
  void quarantine(String name, SessionQuarantine mark) {
    report(name, mark);
    try {
      mark.mark(folder.directoryOf(name));
    } catch (UncheckedIOException e) {
      unwritten.put(name, mark);
      log.error("The mark cannot be written, so only this worker knows of it", e);
    }
    Map<String, SessionQuarantine> marks = new TreeMap<>(quarantined);
    marks.put(name, mark);
    quarantined = marks;
  }

  private void report(String name, SessionQuarantine mark) {
    switch (mark.kind()) {
      case LOGIN_NEEDED ->
          log.error(
              "Session {} is put into quarantine ({}): run `tg-fetcher login --session {}`",
              name,
              mark.reason(),
              name);
      case ACCOUNT_FROZEN -> {
        SessionQuarantine former = quarantined.get(name);
        if (former == null || former.kind() != SessionQuarantine.Kind.ACCOUNT_FROZEN) {
          log.error("Session {} is not used: {}", name, mark.reason());
        } else {
          log.info("Session {} is still not used: {}", name, mark.reason());
        }
      }
    }
  }

  /** Removes the mark of a session whose account is not frozen any more. */
  void lift(String name) {
    log.info("The account of session {} is not frozen any more", name);
    unwritten.remove(name);
    SessionQuarantine.lift(folder.directoryOf(name));
    Map<String, SessionQuarantine> marks = new TreeMap<>(quarantined);
    marks.remove(name);
    quarantined = marks;
  }

  /** The names of the sessions that need a login, sorted. */
  List<String> needingLogin() {
    return quarantined.entrySet().stream()
        .filter(mark -> mark.getValue().kind() == SessionQuarantine.Kind.LOGIN_NEEDED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The sessions of frozen accounts, sorted by name. */
  List<FrozenSession> frozen() {
    return quarantined.entrySet().stream()
        .filter(mark -> mark.getValue().kind() == SessionQuarantine.Kind.ACCOUNT_FROZEN)
        .map(mark -> frozen(mark.getKey(), mark.getValue()))
        .toList();
  }

  private static FrozenSession frozen(String name, SessionQuarantine mark) {
    return FrozenSession.of(
        name, requireNonNull(mark.freeze(), "freeze"), requireNonNull(mark.checkAt(), "checkAt"));
  }
}
