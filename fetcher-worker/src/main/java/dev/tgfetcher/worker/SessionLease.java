package dev.tgfetcher.worker;

import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.telegram.SessionProblem;
import dev.tgfetcher.telegram.SessionSettings;
import dev.tgfetcher.telegram.SessionUnavailableException;
import dev.tgfetcher.telegram.TelegramSession;
import dev.tgfetcher.worker.config.SessionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that this worker has for itself: no other worker of the fleet has it (a Redisson lock
 * that its watchdog keeps), and no other process of this machine (the directory's own lock). To be
 * closed by the thread that took it.
 */
final class SessionLease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionLease.class);

  private final String name;
  private final TelegramSession session;
  private final RLock lock;
  private final long owner = Thread.currentThread().getId();

  private SessionLease(String name, TelegramSession session, RLock lock) {
    this.name = name;
    this.session = session;
    this.lock = lock;
  }

  /** The sessions that the configuration allows: the named one, or all in the folder. */
  static List<String> candidates(SessionConfig config) {
    if (config.sessionName().isPresent()) {
      return List.of(config.sessionName().get());
    }
    if (!Files.isDirectory(config.sessionDir())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(config.sessionDir())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + config.sessionDir(), e);
    }
  }

  /**
   * Takes the first candidate that is free.
   *
   * @param settings of the session with the given name
   * @return empty when all are in use
   * @throws SessionUnavailableException when none is in use and none can be opened
   */
  static Optional<SessionLease> takeFirstFree(
      List<String> candidates,
      RedissonClient redis,
      RedisKeys keys,
      Path library,
      Function<String, SessionSettings> settings)
      throws InterruptedException {
    SessionUnavailableException refusal = null;
    boolean anyInUse = false;
    for (String name : candidates) {
      RLock lock = redis.getLock(keys.sessionLock(name));
      if (!lock.tryLock()) {
        anyInUse = true;
        continue;
      }
      try {
        TelegramSession session = TelegramSession.open(library, settings.apply(name));
        log.info("Session {} is this worker's", name);
        return Optional.of(new SessionLease(name, session, lock));
      } catch (SessionUnavailableException e) {
        lock.unlock();
        log.warn("Session {} cannot be used: {}", name, e.getMessage());
        anyInUse |= e.problem() == SessionProblem.LOCKED;
        refusal = refusal == null ? e : refusal;
      }
    }
    if (refusal != null && !anyInUse) {
      throw refusal;
    }
    return Optional.empty();
  }

  String name() {
    return name;
  }

  /**
   * Takes the lock again if it expired; to be called by any thread.
   *
   * @return false if another worker has the session now
   */
  boolean keep() {
    if (lock.isHeldByThread(owner)) {
      return true;
    }
    boolean taken = lock.tryLockAsync(owner).toCompletableFuture().join();
    if (taken) {
      log.warn("The lock of session {} had expired; it is taken again", name);
    }
    return taken;
  }

  TelegramSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    try {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    } catch (RedisException away) {
      log.warn("Redis is away; session {} is free again when its lock expires", name);
    }
  }
}
