package dev.tgfetcher.worker;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.limit.RateChangePropagator;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.session.SteeringWatch;
import dev.tgfetcher.steering.Pauses;
import dev.tgfetcher.upkeep.DeadLetterWatch;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.ProgressFold;
import dev.tgfetcher.upkeep.QueueWatch;
import dev.tgfetcher.upkeep.RateLimitWatch;
import dev.tgfetcher.upkeep.Reaper;
import dev.tgfetcher.upkeep.RetryScheduler;
import dev.tgfetcher.upkeep.StrandedLeases;
import dev.tgfetcher.upkeep.WorkerIdTakeover;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background roles of one worker, which maintain the queue of the whole fleet. */
final class UpkeepParts {
  private static final Logger log = LoggerFactory.getLogger(UpkeepParts.class);

  private final WorkerContext worker;
  private final QueueParts parts;
  private final RedisOutage outage;
  private final Heartbeat heartbeat;
  private final OutboxReplay replay;
  private final QueueCounter counter;
  private final QueueWatch queueWatch;
  private final StrandedLeases stranded;
  private final Reaper reaper;
  private final ProgressFold progressFold;
  private final SteeringWatch steering;

  UpkeepParts(WorkerContext worker, QueueParts parts, RedisOutage outage) {
    this.worker = worker;
    this.outage = outage;
    this.parts = parts;
    this.steering =
        new SteeringWatch(
            new Pauses(worker.redis(), worker.keys()),
            new CommandCounters(worker.redis(), worker.keys()),
            parts.currentCommands(),
            worker.workerId(),
            worker.sessions()::accounts);
    worker.telemetry().health().paused(steering::paused);
    WorkerState state =
        new WorkerState(
            worker.sessions(),
            parts.queue(),
            parts.currentCommands(),
            worker.telemetry().address(),
            worker.telegram(),
            worker.telemetry().health()::summary,
            steering::paused,
            worker.telemetry().metrics()::requestTotals,
            worker.clock());
    this.heartbeat =
        new Heartbeat(
            parts.registry(),
            worker.workerId(),
            state::fields,
            worker.stopReasons()::workerIdTaken);
    this.replay =
        new OutboxReplay(
            parts.queue().writer(), parts.outbox(), parts.registry(), worker.workerId());
    this.counter =
        new QueueCounter(worker.redis(), worker.keys(), parts.registry(), worker.clock());
    this.queueWatch =
        new QueueWatch(
            counter,
            worker.redis().commands().getLock(worker.keys().upkeepLock()),
            worker.telemetry().metrics().queueGauges());
    this.stranded =
        new StrandedLeases(
            parts.lists(),
            worker.workerId(),
            parts.queue().inFlight(),
            parts.reclaimer(),
            heartbeat::ownsWorkerId);
    this.reaper =
        new Reaper(
            parts.registry(),
            worker.workerId(),
            worker.redis().commands().getLock(worker.keys().reaperLock()),
            parts.reclaimer());
    this.progressFold = new ProgressFold(worker.archive().progress());
  }

  WorkerIdTakeover takeover() {
    return new WorkerIdTakeover(parts.registry(), worker.workerId(), replay, parts.reclaimer());
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /** Starts all roles but the heartbeat. */
  RoleThreads startIn(RoleThreads threads) {
    return threads
        .start(replay, OutboxReplay.INTERVAL)
        .start(reaper, Reaper.INTERVAL)
        .start(retryScheduler(), RetryScheduler.INTERVAL)
        .start(queueWatch, QueueWatch.INTERVAL)
        .start(steering, SteeringWatch.INTERVAL)
        .start(rateLimitWatch(), RateLimitWatch.INTERVAL)
        .start(stranded, StrandedLeases.INTERVAL)
        .start(progressFold, ProgressFold.INTERVAL)
        .start(
            new DeadLetterWatch(counter, worker.settings().retry().deadLettersHighWater()),
            DeadLetterWatch.INTERVAL);
  }

  private RetryScheduler retryScheduler() {
    return new RetryScheduler(new DelayedCommands(worker.redis(), worker.keys()));
  }

  private RateLimitWatch rateLimitWatch() {
    RateLimitAdmin admin = new RateLimitAdmin(worker.redis(), worker.keys(), worker.rates());
    return new RateLimitWatch(
        () -> admin.states(worker.sessions().accounts()),
        worker
            .telemetry()
            .metrics()
            .rateLimitGauges()
            .andThen(new RateChangePropagator(admin, worker.waiters()::wakeAll)));
  }

  /** Writes the outbox and the progress, and returns locks and leases, as far as Redis answers. */
  void end() {
    foldProgress();
    tryTo(reaper::end, "another worker is the reaper when this one's lock expires");
    tryTo(queueWatch::end, "another worker counts the queue when this one's lock expires");
    tryTo(replay::runOnce, "unwritten changes wait in the outbox for the next worker");
    tryTo(stranded::end, "a reaper reclaims the leases of this worker");
  }

  private void foldProgress() {
    try {
      progressFold.end();
    } catch (StorageException failure) {
      log.warn("progress.json is not up to date: {}", failure.toString());
    }
  }

  /** Removes the heartbeat, as the last thing that this worker does in Redis. */
  void endHeartbeat() {
    tryTo(heartbeat::end, "the heartbeat of this worker expires");
  }

  /** During an outage each step would wait for Redis in vain, and the stop has a deadline. */
  private void tryTo(Runnable step, String otherwise) {
    if (outage.isOngoing()) {
      log.warn("Redis is away; {}", otherwise);
      return;
    }
    try {
      step.run();
    } catch (RedisException failure) {
      outage.recordFailure(failure);
      log.warn("Redis is away; {}: {}", otherwise, failure.toString());
    }
  }
}
