package dev.tgfetcher.session;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that this worker has for itself, one for each command that it handles at a time.
 *
 * <ol>
 *   <li>{@link #awaitFirst} waits until there is one;
 *   <li>{@link #takeFree} takes another, if one is free;
 *   <li>{@link #quarantine} gives one back that Telegram refused, marked for all workers;
 *   <li>{@link #close} gives back the rest.
 * </ol>
 */
public final class SessionLeases implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionLeases.class);
  private static final long WAIT_MILLIS = 1000;

  /** A lock outlives its worker: a session that is held for longer is really in use. */
  public static final Duration NAMED_PATIENCE = RedisConnection.LOCK_LEASE.multipliedBy(2);

  private final int wanted;
  private final SessionFolder folder;
  private final SessionSettingsFactory settings;
  private final RedissonClient redis;
  private final RedisKeys keys;
  private final Path library;
  private final InstantSource clock;
  private final List<SessionLease> held = new CopyOnWriteArrayList<>();

  /** Refused by Telegram, and the mark could not be written. */
  private final Set<String> unmarked = ConcurrentHashMap.newKeySet();

  /** As it was at the last look, for whoever must not wait for a disk. */
  private volatile Set<String> unusable = Set.of();

  private volatile boolean closed;

  public SessionLeases(
      int wanted,
      SessionConfig config,
      RedissonClient redis,
      RedisKeys keys,
      Path library,
      InstantSource clock) {
    this.wanted = wanted;
    this.folder = SessionFolder.of(config);
    this.settings = new SessionSettingsFactory(config);
    this.redis = redis;
    this.keys = keys;
    this.library = library;
    this.clock = clock;
  }

  /**
   * Waits for a session, also through a time in which Redis is away.
   *
   * @param outage told whether Redis answers
   * @param onRound told that it goes on looking
   * @param namedPatience how long to wait for a session that was asked for by name
   * @return whether it has one; false only if it was told to stop meanwhile
   * @throws NoSessionException if no session can be used by anybody, or the one that was asked for
   *     by name stays another worker's
   * @throws SessionUnavailableException if none can be opened
   */
  public boolean awaitFirst(
      StopSignal stop, Runnable onRound, Duration namedPatience, RedisOutage outage)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean saidSo = false;
    while (!hasTaken(outage)) {
      onRound.run();
      if (outage.lasts()) {
        start = System.nanoTime();
      } else if (!saidSo) {
        log.warn("All sessions in {} are in use; waiting", folder.directory());
        saidSo = true;
      }
      boolean waitedEnough = System.nanoTime() - start >= namedPatience.toNanos();
      if (waitedEnough && folder.named().isPresent()) {
        throw NoSessionException.inUse(folder.named().get(), folder.directory());
      }
      if (stop.await(WAIT_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasTaken(RedisOutage outage) throws InterruptedException {
    try {
      boolean taken = takeFree().isPresent();
      outage.over();
      return taken;
    } catch (RedisException failure) {
      if (outage.isCauseOf(failure)) {
        return false;
      }
      throw failure;
    }
  }

  /**
   * Takes a session that nobody has. To be called by one thread at a time.
   *
   * @return empty when others have all that can be used
   * @throws NoSessionException when there is none that anybody could use
   * @throws SessionUnavailableException when none can be opened, and why
   */
  Optional<SessionLease> takeFree() throws InterruptedException {
    List<SessionFolder.Entry> entries = look();
    SessionUnavailableException refusal = null;
    boolean anyInUse = false;
    for (SessionFolder.Entry entry : entries) {
      if (!isUsable(entry)) {
        continue;
      }
      try {
        Optional<SessionLease> taken = isHeld(entry.name()) ? Optional.empty() : take(entry.name());
        if (taken.isPresent()) {
          return taken;
        }
        anyInUse = true;
      } catch (SessionUnavailableException e) {
        log.warn("Session {} cannot be used: {}", entry.name(), e.getMessage());
        anyInUse |= e.problem() == SessionProblem.LOCKED;
        refusal = refusal == null ? e : refusal;
      }
    }
    if (anyInUse) {
      return Optional.empty();
    }
    throw refusal != null ? refusal : NoSessionException.noneUsable(entries, folder.directory());
  }

  /** Sees which sessions there are and which of them nobody may take. */
  List<SessionFolder.Entry> look() {
    List<SessionFolder.Entry> entries = folder.entries();
    unusable =
        entries.stream()
            .filter(entry -> !isUsable(entry))
            .map(SessionFolder.Entry::name)
            .collect(toUnmodifiableSet());
    return entries;
  }

  private boolean isUsable(SessionFolder.Entry entry) {
    return !entry.isQuarantined() && !unmarked.contains(entry.name());
  }

  private boolean isHeld(String name) {
    return held.stream().anyMatch(lease -> lease.name().equals(name));
  }

  private Optional<SessionLease> take(String name) throws InterruptedException {
    try {
      Optional<SessionLease> taken =
          SessionLease.take(
              name, redis.getLock(keys.sessionLock(name)), library, settings.settings(name));
      taken.ifPresent(held::add);
      if (closed) {
        close();
        return Optional.empty();
      }
      return taken;
    } catch (SessionUnavailableException e) {
      if (e.problem() == SessionProblem.SESSION_LOST) {
        mark(name, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /**
   * Gives a session back that Telegram refused, so that nobody takes it before the next login.
   *
   * @param reason what Telegram said
   */
  void quarantine(SessionLease lease, String reason) {
    mark(lease.name(), reason);
    giveBack(lease);
  }

  private void mark(String name, String reason) {
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
    unusable = Stream.concat(unusable.stream(), Stream.of(name)).collect(toUnmodifiableSet());
  }

  private void giveBack(SessionLease lease) {
    if (held.remove(lease)) {
      lease.close();
    }
  }

  public List<SessionLease> held() {
    return List.copyOf(held);
  }

  /** Whose sessions they are, by their ids. */
  public Set<String> accounts() {
    return held().stream()
        .map(lease -> String.valueOf(lease.session().userId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As of the last {@link #look}; asks no disk. */
  public SessionState state() {
    List<SessionLease> now = held();
    return new SessionState(
        wanted,
        now.stream().map(SessionLease::name).toList(),
        now.stream().map(lease -> lease.session().userId()).distinct().toList(),
        unusable.stream().sorted().toList());
  }

  @Override
  public void close() {
    closed = true;
    held().forEach(this::giveBack);
  }
}
