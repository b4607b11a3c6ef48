package dev.tgfetcher.worker;

import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a role again and again on a thread of its own, until it is stopped. A round that fails is
 * logged, counted and costs that round alone; an interrupt costs not even that.
 */
final class RoleThread {
  private static final Logger log = LoggerFactory.getLogger(RoleThread.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Who lives has to say so as soon as Redis is back, or a reaper takes it for dead. */
  private static final Duration WHILE_REDIS_IS_AWAY = Duration.ofSeconds(1);

  private final Role role;
  private final Duration interval;
  private final RedisOutage outage;
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  RoleThread(Role role, Duration interval, RedisOutage outage) {
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
    do {
      runOnce();
    } while (!isStoppedWithin(pause()));
  }

  private Duration pause() {
    boolean hurry = outage.isOngoing() && interval.compareTo(WHILE_REDIS_IS_AWAY) > 0;
    return hurry ? WHILE_REDIS_IS_AWAY : interval;
  }

  private boolean isStoppedWithin(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      log.warn("Role {} was interrupted", role.name());
      return stopped.getCount() == 0;
    }
  }

  private void runOnce() {
    try {
      role.runOnce();
      if (role.usesRedisEveryRound()) {
        outage.recordAnswer();
      }
    } catch (RuntimeException | Error failure) {
      if (!outage.recordFailure(failure)) {
        failures.incrementAndGet();
        log.error("Role {} failed; it goes on", role.name(), failure);
      }
    }
  }

  String name() {
    return role.name();
  }

  /** Rounds that failed for another reason than Redis being away. */
  long failures() {
    return failures.get();
  }

  /** Ends the role after its current round, or in it when it takes too long. */
  void stop() throws InterruptedException {
    stop(PATIENCE);
  }

  void stop(Duration patience) throws InterruptedException {
    stopped.countDown();
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      log.warn("Role {} does not end by itself; it is interrupted", role.name());
      thread.interrupt();
      thread.join(PATIENCE.toMillis());
    }
  }
}
