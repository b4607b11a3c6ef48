package dev.tgfetcher.worker;

import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.upkeep.Role;
import dev.tgfetcher.worker.ExplainedRole.WrongTypeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a role at an interval on its own thread, until it is stopped. A failure ends one round, and
 * is logged and counted; an interrupt ends none.
 */
final class RoleThread {
  private static final Logger log = LoggerFactory.getLogger(RoleThread.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Short, because a worker without a heartbeat after an outage would count as dead. */
  private static final Duration WHILE_REDIS_IS_AWAY = Duration.ofSeconds(1);

  private final Role role;
  private final Duration interval;
  private final RedisOutage outage;
  private final LivenessTracker liveness;
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /** The wrong type that this role has logged; only its own thread uses it. */
  private String reported = "";

  RoleThread(Role role, Duration interval, RedisOutage outage, LivenessTracker liveness) {
    this.liveness = liveness;
    this.role = role;
    this.interval = interval;
    this.outage = outage;
    this.thread = new Thread(this::loop, role.name());
    thread.setDaemon(true);
  }

  RoleThread start() {
    thread.start();
    return this;
  }

  private void loop() {
    try (LivenessTracker.Loop loop = liveness.begin(role.name())) {
      do {
        loop.beat();
        runOnce();
      } while (!isStoppedWithin(pause()));
    }
  }

  private Duration pause() {
    boolean redisIsAway = outage.isOngoing() && interval.compareTo(WHILE_REDIS_IS_AWAY) > 0;
    return redisIsAway ? WHILE_REDIS_IS_AWAY : interval;
  }

  private boolean isStoppedWithin(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      log.warn("Role {} was interrupted; it goes on", role.name());
      return stopped.getCount() == 0;
    }
  }

  private void runOnce() {
    try {
      role.runOnce();
      reported = "";
      if (role.usesRedisEveryRound()) {
        outage.recordAnswer();
      } else {
        outage.recordSuccess();
      }
    } catch (RuntimeException | Error failure) {
      if (!outage.recordFailure(failure)) {
        failures.incrementAndGet();
        report(failure);
      }
    }
  }

  /** A wrong type stays until a person repairs it, so it is logged once. */
  private void report(Throwable failure) {
    if (!(failure instanceof WrongTypeException)) {
      log.error("Role {} failed; it goes on", role.name(), failure);
    } else if (!String.valueOf(failure.getMessage()).equals(reported)) {
      reported = String.valueOf(failure.getMessage());
      log.error("Role {} cannot work: {}", role.name(), reported);
    }
  }

  String name() {
    return role.name();
  }

  /** The number of failed rounds, without those of an outage of Redis. */
  long failures() {
    return failures.get();
  }

  /** Ends the role after its current round. A round that takes too long is interrupted. */
  void stop() throws InterruptedException {
    stop(PATIENCE);
  }

  /** Begins no further round. */
  void quit() {
    stopped.countDown();
  }

  void stop(Duration patience) throws InterruptedException {
    quit();
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      log.warn("Role {} does not end in time; it is interrupted", role.name());
      thread.interrupt();
      thread.join(PATIENCE.toMillis());
    }
  }
}
