package dev.tgfetcher.worker;

import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.worker.config.SessionConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that this worker has for itself, one for each command that it handles at a time. */
final class SessionLeases implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionLeases.class);
  private static final long WAIT_MILLIS = 2000;

  /**
   * A lock outlives its worker by half a minute: a session that is held longer is really in use.
   */
  static final Duration NAMED_PATIENCE = Duration.ofSeconds(40);

  private final List<SessionLease> leases;

  private SessionLeases(List<SessionLease> leases) {
    this.leases = leases;
  }

  /**
   * Takes as many free sessions as are wanted, or as there are; waits while there is none.
   *
   * @param namedPatience how long to wait for a session that was asked for by name
   * @return none only if it was told to stop meanwhile
   * @throws NoSessionException if nobody has logged in yet, or the session that was asked for by
   *     name stays another worker's
   */
  static SessionLeases take(
      int wanted,
      SessionConfig config,
      RedissonClient redis,
      RedisKeys keys,
      Path library,
      StopSignal stop,
      Duration namedPatience)
      throws InterruptedException {
    SessionSettingsFactory settings = new SessionSettingsFactory(config);
    List<SessionLease> taken = new ArrayList<>();
    long start = System.nanoTime();
    boolean saidSo = false;
    do {
      List<String> candidates = new ArrayList<>(SessionLease.candidates(config));
      if (candidates.isEmpty()) {
        throw NoSessionException.notLoggedIn(config.sessionDir());
      }
      takeFree(wanted, candidates, redis, keys, library, settings, taken);
      if (taken.isEmpty() && !saidSo) {
        log.warn("All sessions in {} are in use; waiting", config.sessionDir());
        saidSo = true;
      }
      boolean waitedEnough = System.nanoTime() - start >= namedPatience.toNanos();
      if (taken.isEmpty() && waitedEnough && config.sessionName().isPresent()) {
        throw NoSessionException.inUse(config.sessionName().get(), config.sessionDir());
      }
    } while (taken.isEmpty() && !stop.await(WAIT_MILLIS));
    if (!taken.isEmpty() && taken.size() < wanted) {
      log.warn("{} sessions are free, not {}: fewer commands at a time", taken.size(), wanted);
    }
    return new SessionLeases(taken);
  }

  private static void takeFree(
      int wanted,
      List<String> candidates,
      RedissonClient redis,
      RedisKeys keys,
      Path library,
      SessionSettingsFactory settings,
      List<SessionLease> taken)
      throws InterruptedException {
    while (taken.size() < wanted && !candidates.isEmpty()) {
      Optional<SessionLease> free =
          SessionLease.takeFirstFree(candidates, redis, keys, library, settings::settings);
      if (free.isEmpty()) {
        return;
      }
      taken.add(free.get());
      candidates.remove(free.get().name());
    }
  }

  List<SessionLease> all() {
    return List.copyOf(leases);
  }

  /** For people, as in {@code main, second}. */
  String names() {
    return leases.stream().map(SessionLease::name).collect(Collectors.joining(", "));
  }

  /** The accounts' ids. */
  String accounts() {
    return leases.stream()
        .map(lease -> String.valueOf(lease.session().userId()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    leases.forEach(SessionLease::close);
  }
}
