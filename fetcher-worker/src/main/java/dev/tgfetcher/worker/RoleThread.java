package dev.tgfetcher.worker;

import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a role again and again on a thread of its own, until it is stopped. A round that fails is
 * logged and costs that round alone.
 */
final class RoleThread {
  private static final Logger log = LoggerFactory.getLogger(RoleThread.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    try {
      do {
        runOnce();
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      log.debug("Role {} was interrupted", role.name());
    }
  }

  private void runOnce() {
    try {
      role.runOnce();
      outage.over();
    } catch (RuntimeException | Error failure) {
      if (!outage.isCauseOf(failure)) {
        failures.incrementAndGet();
        log.error("Role {} failed; it goes on", role.name(), failure);
      }
    }
  }

  /** Rounds that failed for another reason than Redis being away. */
  long failures() {
    return failures.get();
  }

  /** Ends the role after its current round. */
  void stop() throws InterruptedException {
    stopped.countDown();
    thread.join(PATIENCE.toMillis());
  }
}
