package dev.tgfetcher.session;

import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * The sessions that this worker owns, at most one for each worker slot:
 *
 * <ol>
 *   <li>{@link #takeFree} takes a session, if one is free;
 *   <li>{@link #quarantine} releases a session that Telegram refused, and marks it for all workers,
 *       {@link #freeze} one whose account is frozen;
 *   <li>{@link #close} releases the rest.
 * </ol>
 */
public final class SessionLeases implements AutoCloseable {
  private final int wanted;
  private final SessionFolder folder;
  private final UsableSessions usable;
  private final InstantSource clock;
  private final SessionSettingsFactory settings;
  private final RedissonClient redis;
  private final RedisKeys keys;
  private final Path library;
  private final List<SessionLease> owned = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Creates leases that own no session yet.
   *
   * @param wanted the number of worker slots
   * @param library the TDLib library file
   */
  public SessionLeases(
      int wanted,
      SessionConfig config,
      RedissonClient redis,
      RedisKeys keys,
      Path library,
      InstantSource clock) {
    this.wanted = wanted;
    this.folder = SessionFolder.of(config);
    this.usable = new UsableSessions(folder, clock);
    this.clock = clock;
    this.settings = new SessionSettingsFactory(config);
    this.redis = redis;
    this.keys = keys;
    this.library = library;
  }

  /**
   * Takes a free session. One thread at a time may call this.
   *
   * @return empty when other workers own all usable sessions, or accounts are frozen
   * @throws NoSessionException when no session is usable
   * @throws SessionUnavailableException when no session can be opened, with the reason of the first
   *     whose problem may pass
   */
  Optional<SessionLease> takeFree() throws InterruptedException {
    List<SessionFolder.Entry> entries = refresh();
    SessionUnavailableException refusal = null;
    boolean anyInUse = false;
    for (SessionFolder.Entry entry : entries) {
      if (!usable.isUsable(entry)) {
        anyInUse |= entry.isFrozen();
        continue;
      }
      try {
        Optional<SessionLease> taken = isOwned(entry.name()) ? Optional.empty() : take(entry);
        if (taken.isPresent()) {
          return taken;
        }
        anyInUse = true;
      } catch (SessionUnavailableException e) {
        usable.refused(entry.name(), String.valueOf(e.getMessage()));
        anyInUse |= e.problem() == SessionProblem.LOCKED;
        refusal = refusal == null || refusal.problem().lasts() ? e : refusal;
      }
    }
    if (!anyInUse) {
      throw noneTaken(refusal, entries);
    }
    return Optional.empty();
  }

  private RuntimeException noneTaken(
      @Nullable SessionUnavailableException refusal, List<SessionFolder.Entry> entries) {
    return refusal != null ? refusal : NoSessionException.noneUsable(entries, folder.directory());
  }

  /** Reads which sessions there are and which of them are in quarantine. */
  List<SessionFolder.Entry> refresh() {
    return usable.refresh();
  }

  private boolean isOwned(String name) {
    return owned.stream().anyMatch(lease -> lease.name().equals(name));
  }

  private Optional<SessionLease> take(SessionFolder.Entry entry) throws InterruptedException {
    String name = entry.name();
    try {
      Optional<SessionLease> taken =
          SessionLease.take(
              name, redis.getLock(keys.sessionLock(name)), library, settings.settings(name));
      if (taken.isPresent() && isFrozen(taken.get(), entry)) {
        return Optional.empty();
      }
      taken.ifPresent(owned::add);
      taken.ifPresent(lease -> usable.opened(lease.name()));
      if (closed) {
        close();
        return Optional.empty();
      }
      return taken;
    } catch (SessionUnavailableException e) {
      if (e.problem() == SessionProblem.SESSION_ENDED) {
        usable.quarantine(
            name, new SessionQuarantine(String.valueOf(e.getMessage()), clock.instant()));
      }
      throw e;
    }
  }

  /** Checks the account of a session, if it was frozen; releases the session if it still is. */
  private boolean isFrozen(SessionLease lease, SessionFolder.Entry entry)
      throws InterruptedException {
    if (!entry.isFrozen() && lease.session().freeze().isEmpty()) {
      return false;
    }
    Optional<AccountFreeze> freeze = lease.session().checkFreeze();
    if (freeze.isPresent()) {
      usable.quarantine(entry.name(), SessionQuarantine.frozen(freeze.get(), clock.instant()));
      lease.close();
      return true;
    }
    if (entry.isFrozen()) {
      usable.lift(entry.name());
    }
    return false;
  }

  /** Releases a session whose account is frozen. Any worker checks it again after a while. */
  void freeze(SessionLease lease, AccountFreeze freeze) {
    usable.quarantine(lease.name(), SessionQuarantine.frozen(freeze, clock.instant()));
    release(lease);
  }

  /**
   * Releases a session that Telegram refused. No worker takes it before the next login.
   *
   * @param reason the refusal of Telegram
   */
  void quarantine(SessionLease lease, String reason) {
    usable.quarantine(lease.name(), new SessionQuarantine(reason, clock.instant()));
    release(lease);
  }

  /**
   * Releases a session whose client cannot be opened now. The next {@link #takeFree} tries again.
   *
   * @param reason the failure to open it
   */
  void release(SessionLease lease, String reason) {
    usable.refused(lease.name(), reason);
    release(lease);
  }

  private void release(SessionLease lease) {
    if (owned.remove(lease)) {
      lease.close();
    }
  }

  public List<SessionLease> owned() {
    return List.copyOf(owned);
  }

  SessionFolder folder() {
    return folder;
  }

  /** The user ids of the accounts of these sessions. */
  public Set<String> accounts() {
    return owned().stream()
        .map(lease -> String.valueOf(lease.session().userId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The state as of the last {@link #refresh}; reads no disk. */
  public SessionState state() {
    List<SessionLease> now = owned();
    return new SessionState(
        wanted,
        now.stream().map(SessionLease::name).toList(),
        now.stream().map(lease -> lease.session().userId()).distinct().toList(),
        usable.needingLogin(),
        usable.frozen(),
        usable.refused());
  }

  @Override
  public void close() {
    closed = true;
    owned().forEach(this::release);
  }
}
