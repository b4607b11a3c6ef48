package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.InFlight;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.redis.IndependentSteps;
import dev.tgfetcher.redis.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back commands in this worker's own processing list on which no thread works, such as after
 * a BLMOVE whose reply did not arrive. A command must be stranded at two looks in a row: at the
 * first one its thread may not have seen it yet.
 *
 * <p>A command at which this program failed is taken back as an interruption. Untouched it would
 * come back for ever.
 */
public final class StrandedLeases implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(StrandedLeases.class);

  private final ProcessingLists lists;
  private final String workerId;
  private final InFlight inFlight;
  private final Reclaimer reclaimer;
  private final BooleanSupplier ownsWorkerId;
  private List<Payload> suspects = List.of();

  /**
   * Takes the worker's list and the commands on which its threads work.
   *
   * @param ownsWorkerId false once another process uses the worker id, and so the list
   */
  public StrandedLeases(
      ProcessingLists lists,
      String workerId,
      InFlight inFlight,
      Reclaimer reclaimer,
      BooleanSupplier ownsWorkerId) {
    this.lists = lists;
    this.workerId = workerId;
    this.inFlight = inFlight;
    this.reclaimer = reclaimer;
    this.ownsWorkerId = ownsWorkerId;
  }

  @Override
  public String name() {
    return "stranded-leases";
  }

  @Override
  public void runOnce() {
    List<Payload> stranded = stranded();
    List<Payload> confirmed = new ArrayList<>(stranded);
    confirmed.retainAll(suspects);
    suspects = without(stranded, confirmed);
    IndependentSteps.forEach(confirmed, this::takeBack);
  }

  /** Takes back every stranded command at once; no thread may take commands any more. */
  public void end() {
    IndependentSteps.forEach(stranded(), this::takeBack);
  }

  private List<Payload> stranded() {
    if (!ownsWorkerId.getAsBoolean()) {
      return List.of();
    }
    reclaimer.buryLong(workerId);
    return without(lists.payloads(workerId), inFlight.payloads());
  }

  private void takeBack(Payload payload) {
    Optional<String> fault = inFlight.fault(payload);
    if (fault.isPresent()) {
      reclaimer.reclaimFailed(workerId, payload, fault.get());
      inFlight.clearFault(payload);
    } else if (lists.requeueStranded(workerId, payload)) {
      log.warn("Requeued a command of this worker's list on which no thread worked");
    }
  }

  /** Counts copies: a payload that is listed twice and worked on once is stranded once. */
  private static List<Payload> without(List<Payload> all, List<Payload> taken) {
    List<Payload> rest = new ArrayList<>(all);
    taken.forEach(rest::remove);
    return rest;
  }
}
