package dev.tgfetcher.worker;

import dev.tgfetcher.queue.KeyTypes;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts background roles, each on a thread, and stops them together. */
final class RoleThreads {
  private final RedisOutage outage;
  private final Telemetry telemetry;
  private final KeyTypes types;
  private final List<RoleThread> running = new ArrayList<>();

  RoleThreads(RedisOutage outage, Telemetry telemetry, KeyTypes types) {
    this.types = types;
    this.outage = outage;
    this.telemetry = telemetry;
  }

  RoleThreads start(Role role, Duration interval) {
    RoleThread thread =
        new RoleThread(new ExplainedRole(role, types), interval, outage, telemetry.liveness());
    telemetry.threads().watch(role.name(), thread::failures);
    running.add(thread.start());
    return this;
  }

  /** Ends the roles together, and waits for each. */
  void stop() throws InterruptedException {
    running.forEach(RoleThread::quit);
    for (RoleThread role : running) {
      role.stop();
    }
  }
}
