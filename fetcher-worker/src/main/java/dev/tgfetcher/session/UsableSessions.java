package dev.tgfetcher.session;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tgfetcher.telegram.session.SessionQuarantine;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which sessions of a folder a worker may take, and which are in quarantine:
 *
 * <ol>
 *   <li>{@link #refresh} reads the folder;
 *   <li>{@link #quarantine} marks a session for all workers;
 *   <li>{@link #quarantined} is the result of the last refresh and reads no disk.
 * </ol>
 */
final class UsableSessions {
  private static final Logger log = LoggerFactory.getLogger(UsableSessions.class);

  private final SessionFolder folder;
  private final InstantSource clock;

  /** Sessions that Telegram refused, and whose mark could not be written. */
  private final Set<String> unmarked = ConcurrentHashMap.newKeySet();

  private volatile Set<String> quarantined = Set.of();

  UsableSessions(SessionFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Reads which sessions there are and which of them are in quarantine. */
  List<SessionFolder.Entry> refresh() {
    List<SessionFolder.Entry> entries = folder.entries();
    quarantined =
        entries.stream()
            .filter(entry -> !isUsable(entry))
            .map(SessionFolder.Entry::name)
            .collect(toUnmodifiableSet());
    return entries;
  }

  boolean isUsable(SessionFolder.Entry entry) {
    return !entry.isQuarantined() && !unmarked.contains(entry.name());
  }

  /**
   * Marks a session, so that no worker takes it before the next login.
   *
   * @param reason the refusal of Telegram
   */
  void quarantine(String name, String reason) {
    log.error(
        "Session {} is put into quarantine ({}): run `tg-fetcher login --session {}`",
        name,
        reason,
        name);
    try {
      new SessionQuarantine(reason, clock.instant()).mark(folder.directoryOf(name));
    } catch (UncheckedIOException e) {
      unmarked.add(name);
      log.error("The mark cannot be written, so only this worker knows of it", e);
    }
    quarantined = Stream.concat(quarantined.stream(), Stream.of(name)).collect(toUnmodifiableSet());
  }

  /** The names of the sessions in quarantine, sorted. */
  List<String> quarantined() {
    return quarantined.stream().sorted().toList();
  }
}
