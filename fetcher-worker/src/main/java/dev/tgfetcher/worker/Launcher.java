package dev.tgfetcher.worker;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.RedisConfig.Delivery;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.fetch.DuplicateMarks;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.FetcherFactory;
import dev.tgfetcher.fetch.RedisDayLocks;
import dev.tgfetcher.fetch.RedisDuplicateMarks;
import dev.tgfetcher.limit.PermitWaiters;
import dev.tgfetcher.limit.RateChanges;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.limit.Rates;
import dev.tgfetcher.limit.SessionGateFactory;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.CurrentCommand;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.session.SessionKeeper;
import dev.tgfetcher.session.SessionLeases;
import dev.tgfetcher.session.StopSignal;
import dev.tgfetcher.session.WorkerSlot;
import dev.tgfetcher.session.WorkerSlotFactory;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.DeadLetterWatch;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.MarkRenewal;
import dev.tgfetcher.upkeep.OrphanRecovery;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.QueueWatch;
import dev.tgfetcher.upkeep.RateLimitWatch;
import dev.tgfetcher.upkeep.Reaper;
import dev.tgfetcher.upkeep.RetryScheduler;
import dev.tgfetcher.upkeep.StrandedLeases;
import dev.tgfetcher.upkeep.WorkerIdTakeover;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs a worker from start to end:
 *
 * <ol>
 *   <li>connects to Redis and takes a session;
 *   <li>starts upkeep, the heartbeat before all else;
 *   <li>starts the processors;
 *   <li>on a signal is quiet, finishes what it can, gives back the rest, closes TDLib, and says
 *       last of all that it is gone.
 * </ol>
 */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);
  private static final String OUTBOX = ".outbox";

  /** Between two looks for the heartbeat of a predecessor. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Settings settings;
  private final Path library;
  private final StopSignal stop;
  private final AtomicReference<Rates> rates;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String workerId;
  private final RedisKeys keys;
  private final RedisOutage outage = new RedisOutage();
  private final CircuitBreaker telegram = new CircuitBreaker("Telegram");

  /**
   * Prepares a worker.
   *
   * @param library of TDLib
   * @param stop asked for by whoever wants the worker to end
   */
  public Launcher(
      Settings settings,
      Path library,
      StopSignal stop,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.rates = new AtomicReference<>(settings.limits().rates());
    this.library = library;
    this.stop = stop;
    this.clock = clock;
    this.random = random;
    this.workerId = settings.worker().workerId().orElseGet(() -> WorkerId.create(random));
    this.keys = new RedisKeys(settings.redis().commandsQueue(), settings.redis().eventsChannel());
  }

  /** From now on requests keep to these rates, where an operator has set none. */
  public void changeRates(Rates newRates) {
    rates.set(newRates);
  }

  /**
   * Runs until it is told to stop; returns the exit code.
   *
   * @throws dev.tgfetcher.redis.RedisUnreachableException if no Redis answers
   * @throws SessionUnavailableException if there is no session that it could use
   */
  public int run() throws InterruptedException {
    MDC.put("worker_id", workerId);
    RedisAddress address =
        RedisAddress.parse(settings.redis().redisUrl()).trusting(settings.redis().redisCaFile());
    int consumers = settings.worker().workerConcurrency();
    try (Telemetry instruments = Telemetry.open(settings, workerId, outage, telegram, clock);
        RedisConnection redis = RedisConnection.open(address, consumers);
        SessionLeases sessions =
            new SessionLeases(
                consumers, settings.session(), redis.commands(), keys, library, clock)) {
      instruments.metrics().quarantined(() -> sessions.state().quarantined().size());
      if (sessions.awaitFirst(
          stop, instruments.pulse()::beat, SessionLeases.NAMED_PATIENCE, outage)) {
        instruments.pulse().end();
        work(redis, sessions, instruments);
      }
    }
    log.info("Stopped");
    return stop.exitCode();
  }

  private void work(RedisConnection redis, SessionLeases sessions, Telemetry instruments)
      throws InterruptedException {
    EventFactory events =
        new EventFactory(settings.redis().serviceName(), workerId, clock, instruments.trace());
    DeadLetterFactory burials = new DeadLetterFactory(events, workerId, clock);
    ArchiveLayout layout = new ArchiveLayout(settings.archive().dataDir());
    Outbox outbox = new Outbox(layout.root().resolve(OUTBOX), workerId);
    CommandQueue queue =
        new CommandQueue(
            redis,
            keys,
            workerId,
            settings.redis().queueDelivery() == Delivery.AT_LEAST_ONCE,
            settings.worker().dedupTtl(),
            outbox,
            burials::malformed,
            instruments.commands());
    WorkerRegistry fleet = new WorkerRegistry(redis, keys, instruments.commands());
    List<CurrentCommand> current =
        Stream.generate(() -> new CurrentCommand(queue, clock))
            .limit(settings.worker().workerConcurrency())
            .toList();
    WorkerState state =
        new WorkerState(sessions, queue, current, instruments.address(), telegram, clock);
    Heartbeat heartbeat = new Heartbeat(fleet, workerId, state::fields, this::lostId);
    OutboxReplay replay = new OutboxReplay(queue.writer(), outbox, fleet, workerId);
    if (!succeed(
        new WorkerIdTakeover(fleet, workerId, replay, new OrphanRecovery(fleet, burials)))) {
      return;
    }
    heartbeat.begin();
    RoleThreads beating = roles(instruments).start(heartbeat, Heartbeat.INTERVAL);
    instruments.working(sessions, queue.writer());
    QueueWatch watch =
        new QueueWatch(
            new QueueCounter(redis, keys, fleet, clock),
            redis.commands().getLock(keys.upkeepLock()),
            instruments.metrics().queue());
    StrandedLeases stranded =
        new StrandedLeases(fleet, workerId, queue.inFlight(), burials, heartbeat::isAlone);
    PermitWaiters waiters = new PermitWaiters();
    RoleThreads upkeep =
        roles(instruments)
            .start(replay, OutboxReplay.INTERVAL)
            .start(reaper(redis, fleet, burials), Reaper.INTERVAL)
            .start(new RetryScheduler(fleet), RetryScheduler.INTERVAL)
            .start(watch, QueueWatch.INTERVAL)
            .start(budgetWatch(redis, sessions, instruments, waiters), RateLimitWatch.INTERVAL)
            .start(stranded, StrandedLeases.INTERVAL)
            .start(
                new DeadLetterWatch(fleet, settings.retry().deadLettersHighWater()),
                DeadLetterWatch.INTERVAL);
    try (SpoolFolder spools = SpoolFolder.open(layout.root(), workerId);
        SessionGateFactory gates =
            new SessionGateFactory(rates::get, instruments.limits(), waiters)) {
      FetcherFactory handlers =
          new FetcherFactory(settings, events, layout, spools, clock, instruments.fetches());
      Duration dedupTtl = settings.worker().dedupTtl();
      RedisDuplicateMarks marks = new RedisDuplicateMarks(redis, keys, dedupTtl);
      Exclusivity exclusivity =
          new Exclusivity(
              new RedisDayLocks(redis, keys), dedupTtl.isZero() ? DuplicateMarks.none() : marks);
      WorkerSlotFactory seating =
          new WorkerSlotFactory(
              settings, redis, keys, sessions, handlers, gates, exclusivity, telegram);
      List<WorkerSlot> seats = current.stream().map(seating::seat).toList();
      seats.get(0).take(sessions.held().get(0));
      SessionKeeper keeper =
          new SessionKeeper(sessions, seats, this::lostSession, this::nothingToWorkWith);
      RoleThreads ofSessions =
          roles(instruments)
              .start(keeper, SessionKeeper.INTERVAL)
              .start(new MarkRenewal(marks), MarkRenewal.interval(dedupTtl));
      process(
          IntStream.range(0, seats.size())
              .mapToObj(
                  i ->
                      new Processor(
                          queue,
                          current.get(i).noting(seats.get(i)),
                          retryPolicy(),
                          burials,
                          events,
                          clock,
                          random::nextDouble,
                          instruments.commands(),
                          seats.get(i)::lost))
              .toList(),
          queue.writer(),
          instruments);
      ofSessions.stop();
    }
    upkeep.stop();
    tell("another worker counts the queue when this one's lock expires", watch::end);
    tell("what it has to know waits in the outbox for the next worker", replay::runOnce);
    tell("a reaper takes back what lies in this worker's list", stranded::end);
    sessions.close();
    beating.stop();
    tell("this worker's heartbeat expires by itself", heartbeat::end);
  }

  /** False when it is told to stop first. */
  private boolean succeed(WorkerIdTakeover predecessor) throws InterruptedException {
    while (!predecessor.isGone()) {
      if (stop.await(LOOK.toMillis())) {
        return false;
      }
    }
    predecessor.inherit();
    return true;
  }

  private RoleThreads roles(Telemetry instruments) {
    return new RoleThreads(outage, instruments.threads());
  }

  private Reaper reaper(RedisConnection redis, WorkerRegistry fleet, DeadLetterFactory burials) {
    return new Reaper(fleet, workerId, redis.commands().getLock(keys.reaperLock()), burials);
  }

  private RateLimitWatch budgetWatch(
      RedisConnection redis, SessionLeases sessions, Telemetry instruments, PermitWaiters waiters) {
    RateLimitAdmin book = new RateLimitAdmin(redis, keys, rates::get);
    return new RateLimitWatch(
        () -> book.states(sessions.accounts()),
        instruments.metrics().budgets().andThen(new RateChanges(book, waiters::call)));
  }

  private static void tell(String otherwise, Runnable lastWord) {
    try {
      lastWord.run();
    } catch (RedisException away) {
      log.warn("Redis is away; {}: {}", otherwise, away.toString());
    }
  }

  private void process(List<Processor> each, LeaseWriter writer, Telemetry instruments)
      throws InterruptedException {
    BooleanSupplier mayTake =
        () -> {
          instruments.pulse().beat();
          return writer.waiting() == 0 && !telegram.isOpen();
        };
    ProcessorPool processors = new ProcessorPool(each, outage, mayTake);
    instruments.threads().watch("processor", processors::failures);
    processors.start();
    log.info("Working on {}", keys.pending());
    stop.await();
    instruments.health().draining();
    log.info("Stopping; nothing new is taken");
    processors.stop(settings.worker().shutdownTimeout());
  }

  private RetryPolicy retryPolicy() {
    return new RetryPolicy(
        settings.retry().maxRetryAttempts(),
        settings.retry().retryBaseDelay(),
        settings.retry().retryMaxDelay());
  }

  private void lostId() {
    log.error(
        "Another process lives as worker {} since this one was silent for too long, so it stops;"
            + " give each an id of its own, or leave WORKER_ID out",
        workerId);
    stop.stop(ExitCode.FAILED);
  }

  private void lostSession() {
    log.error("Another worker has taken this worker's session, so it stops");
    stop.stop(ExitCode.FAILED);
  }

  private void nothingToWorkWith(RuntimeException reason) {
    log.error(
        "This worker has no session left that it could use, so it stops: {}", reason.getMessage());
    stop.stop(ExitCode.NOT_LOGGED_IN);
  }
}
