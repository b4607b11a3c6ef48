package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.InFlight;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees commands that lie in this worker's own processing list although no thread works on them, as
 * after a BLMOVE whose answer was lost. Only what was stranded at two looks in a row counts: a
 * command may have been moved a moment before its thread knows.
 *
 * <p>What this program itself failed at is freed as an interruption, or it would go round for ever.
 */
public final class StrandedLeases implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(StrandedLeases.class);

  private final WorkerRegistry fleet;
  private final String workerId;
  private final InFlight inFlight;
  private final OrphanRecovery orphans;
  private final BooleanSupplier isOwn;
  private List<Payload> suspects = List.of();

  /**
   * Suspects nothing yet.
   *
   * @param isOwn whether the list is still this process's
   */
  public StrandedLeases(
      WorkerRegistry fleet,
      String workerId,
      InFlight inFlight,
      DeadLetterFactory burials,
      BooleanSupplier isOwn) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.inFlight = inFlight;
    this.orphans = new OrphanRecovery(fleet, burials);
    this.isOwn = isOwn;
  }

  @Override
  public String name() {
    return "stranded-leases";
  }

  @Override
  public void runOnce() {
    List<Payload> stranded = stranded();
    List<Payload> sure = new ArrayList<>(stranded);
    sure.retainAll(suspects);
    sure.forEach(this::free);
    suspects = without(stranded, sure);
  }

  /**
   * The last look, when no thread takes a command any more: whatever is stranded is so for sure.
   */
  public void end() {
    stranded().forEach(this::free);
  }

  private List<Payload> stranded() {
    return isOwn.getAsBoolean() ? without(fleet.heldBy(workerId), inFlight.payloads()) : List.of();
  }

  private void free(Payload payload) {
    Optional<String> fault = inFlight.fault(payload);
    if (fault.isPresent()) {
      orphans.takeBack(workerId, payload, fault.get());
      inFlight.forgetFault(payload);
    } else if (fleet.free(workerId, payload)) {
      log.warn("Gave back a command that no thread of this worker had in hand");
    }
  }

  /** Counts: a payload held twice and worked on once is stranded once. */
  private static List<Payload> without(List<Payload> all, List<Payload> taken) {
    List<Payload> rest = new ArrayList<>(all);
    taken.forEach(rest::remove);
    return rest;
  }
}
