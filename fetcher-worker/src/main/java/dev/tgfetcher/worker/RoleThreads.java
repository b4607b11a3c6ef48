package dev.tgfetcher.worker;

import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Background roles that begin and end together, each on a thread whose failures are shown. */
final class RoleThreads {
  private final RedisOutage outage;
  private final ThreadFailures failures;
  private final List<RoleThread> running = new ArrayList<>();

  RoleThreads(RedisOutage outage, ThreadFailures failures) {
    this.outage = outage;
    this.failures = failures;
  }

  RoleThreads start(Role role, Duration interval) {
    RoleThread thread = new RoleThread(role, interval, outage);
    failures.watch(role.name(), thread::failures);
    running.add(thread.start());
    return this;
  }

  /** Ends them in the order in which they began. */
  void stop() throws InterruptedException {
    for (RoleThread role : running) {
      role.stop();
    }
  }
}
