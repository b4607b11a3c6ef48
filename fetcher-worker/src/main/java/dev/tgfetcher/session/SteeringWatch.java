package dev.tgfetcher.session;

import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the operators' decisions:
 *
 * <ol>
 *   <li>returns the commands of a pause that is over to their lists;
 *   <li>shows the pauses of this worker in its log, its heartbeat and its health;
 *   <li>stops a running command that was cancelled, at its next page.
 * </ol>
 */
public final class SteeringWatch implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(SteeringWatch.class);

  private final Pauses pauses;
  private final CommandCounters counters;
  private final List<CurrentCommand> current;
  private final String workerId;
  private final Supplier<Set<String>> accounts;
  private volatile List<String> shown = List.of();

  /**
   * Watches for one worker.
   *
   * @param accounts the ids of the worker's accounts
   */
  public SteeringWatch(
      Pauses pauses,
      CommandCounters counters,
      List<CurrentCommand> current,
      String workerId,
      Supplier<Set<String>> accounts) {
    this.pauses = pauses;
    this.counters = counters;
    this.current = List.copyOf(current);
    this.workerId = workerId;
    this.accounts = accounts;
  }

  @Override
  public String name() {
    return "steering-watch";
  }

  @Override
  public void runOnce() {
    show(pauses.read().pauses().stream().filter(this::isOfThisWorker).map(Pause::text).toList());
    current.forEach(this::cancelIfWanted);
  }

  private boolean isOfThisWorker(Pause pause) {
    PauseTarget target = pause.target();
    return switch (target.kind()) {
      case FLEET -> true;
      case WORKER -> target.name().equals(workerId);
      case ACCOUNT -> accounts.get().contains(target.name());
      case CHAT -> false;
    };
  }

  private void show(List<String> now) {
    List<String> before = shown;
    shown = now;
    now.stream().filter(text -> !before.contains(text)).forEach(log::warn);
    if (now.isEmpty() && !before.isEmpty()) {
      log.info("No pause applies any more; commands are taken again");
    }
  }

  private void cancelIfWanted(CurrentCommand slot) {
    slot.payload().ifPresent(payload -> cancelIfWanted(slot, payload));
  }

  private void cancelIfWanted(CurrentCommand slot, Payload payload) {
    counters.cancelRequest(payload).ifPresent(by -> slot.cancel(payload, by));
  }

  /** The pauses that keep this worker from taking commands, for an operator; empty if none does. */
  public String paused() {
    return shown.stream().collect(Collectors.joining("; "));
  }
}
