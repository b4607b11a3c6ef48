package dev.tgfetcher.worker;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.limit.SessionGateFactory;
import dev.tgfetcher.limit.WakeableSleeper;
import dev.tgfetcher.queue.KeyTypes;
import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.session.RedisWait;
import dev.tgfetcher.session.SessionLeases;
import dev.tgfetcher.session.SessionWait;
import dev.tgfetcher.session.StorageOutage;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.WorkerIdTakeover;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs a worker from start to end:
 *
 * <ol>
 *   <li>waits until Redis answers, and takes a session;
 *   <li>takes over the worker id, then starts the heartbeat and the other upkeep;
 *   <li>starts the processors;
 *   <li>on a signal is quiet: the processors finish their commands or give them back;
 *   <li>stops upkeep, closes TDLib, and ends the heartbeat last.
 * </ol>
 */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  /** Between two looks for the heartbeat of an earlier process with this worker id. */
  private static final Duration TAKEOVER_INTERVAL = Duration.ofMillis(500);

  private final Settings settings;
  private final Path library;
  private final StopSignal stop;
  private final AtomicReference<RateLimits> rates;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String workerId;
  private final RedisKeys keys;
  private final RedisAddress redisAddress;
  private final RedisOutage outage;
  private final CircuitBreaker telegram = new CircuitBreaker("Telegram");
  private final OpenArchive archive;
  private final StorageOutage storage;

  /**
   * Creates a worker, with a new worker id unless the settings have one.
   *
   * @param library the TDLib library file
   * @param stop ends the worker
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
    this.redisAddress =
        RedisAddress.parse(settings.redis().redisUrl()).trusting(settings.redis().redisCaFile());
    this.outage = new RedisOutage(redisAddress.toString());
    this.archive = ArchiveFactory.open(settings.archiveLocation(), clock);
    this.storage =
        new StorageOutage(
            settings.archive().dataDir(), workerId, archive.service().probes(workerId));
    this.keys =
        new RedisKeys(
            settings.redis().commandsQueue(),
            settings.redis().eventsChannel(),
            settings.redis().eventsFormat());
  }

  /** Changes the rates of all later requests, except where an operator has set a rate. */
  public void changeRates(RateLimits newRates) {
    rates.set(newRates);
  }

  /**
   * Runs until the stop signal; returns the exit code.
   *
   * @throws ConfigException if the archive cannot be where the settings say
   * @throws dev.tgfetcher.redis.RedisUnreachableException if Redis refuses the connection for a
   *     reason that no waiting mends
   * @throws SessionUnavailableException if no session can be opened
   */
  public int run() throws InterruptedException {
    MDC.put("worker_id", workerId);
    try (archive;
        Telemetry telemetry =
            Telemetry.open(settings, workerId, outage, telegram, storage, clock)) {
      if (isArchiveThere(telemetry.liveness())) {
        Optional<RedisConnection> redis = connect(telemetry.liveness());
        if (redis.isPresent()) {
          run(redis.get(), telemetry);
        }
      }
    }
    log.info("Stopped");
    return stop.exitCode();
  }

  /** Returns false on a stop. */
  private boolean isArchiveThere(LivenessTracker liveness) throws InterruptedException {
    try (LivenessTracker.Loop loop = liveness.begin("archive-wait")) {
      return new ArchiveWait(archive.service()::problem, storage).await(stop::await, loop::beat);
    }
  }

  /** Returns empty on a stop. */
  private Optional<RedisConnection> connect(LivenessTracker liveness) throws InterruptedException {
    try (LivenessTracker.Loop loop = liveness.begin("redis-wait")) {
      return new RedisWait(redisAddress, settings.worker().workerConcurrency(), outage)
          .connect(stop::await, loop::beat);
    }
  }

  private void run(RedisConnection connection, Telemetry telemetry) throws InterruptedException {
    try (connection;
        SessionLeases sessions =
            new SessionLeases(
                settings.worker().workerConcurrency(),
                settings.session(),
                connection.commands(),
                keys,
                library,
                clock)) {
      if (takeSession(sessions, telemetry)) {
        work(context(connection, sessions, telemetry));
      }
    }
  }

  /** Returns false on a stop. */
  private boolean takeSession(SessionLeases sessions, Telemetry telemetry)
      throws InterruptedException {
    telemetry.waitingFor(sessions);
    try (LivenessTracker.Loop loop = telemetry.liveness().begin("session-wait")) {
      return new SessionWait(sessions, outage, SessionWait.NAMED_PATIENCE)
          .awaitFirst(stop::await, loop::beat);
    }
  }

  private WorkerContext context(
      RedisConnection redis, SessionLeases sessions, Telemetry telemetry) {
    return new WorkerContext(
        settings,
        workerId,
        keys,
        redis,
        sessions,
        telemetry,
        telegram,
        archive,
        storage,
        new WakeableSleeper(),
        rates::get,
        new StopReasons(stop, workerId),
        clock,
        random);
  }

  private void work(WorkerContext worker) throws InterruptedException {
    QueueParts parts = new QueueParts(worker);
    UpkeepParts upkeep = new UpkeepParts(worker, parts, outage);
    if (!takeOver(upkeep, worker.telemetry().liveness())) {
      return;
    }
    RoleThreads heartbeat = threads(worker).start(upkeep.heartbeat(), Heartbeat.INTERVAL);
    worker.telemetry().working(worker.sessions(), parts.queue().writer());
    RoleThreads upkeepThreads = upkeep.startIn(threads(worker));
    try (SpoolFolder spools = SpoolFolder.open(settings.archive().dataDir(), workerId);
        SessionGateFactory gates =
            new SessionGateFactory(
                worker.rates(),
                worker.telemetry().limits(),
                new BeatingSleeper(worker.waiters(), LivenessTracker::beat, System::nanoTime))) {
      FetchParts fetch = new FetchParts(worker, parts, spools, gates);
      RoleThreads sessionThreads = fetch.startIn(threads(worker));
      process(
          fetch.processors(),
          parts.queue().writer(),
          worker.telemetry(),
          "session " + String.join(", ", worker.sessions().state().owned()));
      sessionThreads.stop();
    }
    upkeepThreads.stop();
    upkeep.end();
    worker.sessions().close();
    heartbeat.stop();
    upkeep.endHeartbeat();
  }

  /** Takes over the worker id and begins the heartbeat; returns false on a stop. */
  private boolean takeOver(UpkeepParts upkeep, LivenessTracker liveness)
      throws InterruptedException {
    WorkerIdTakeover takeover = upkeep.takeover();
    try (LivenessTracker.Loop loop = liveness.begin("worker-id-takeover")) {
      if (!repeat(takeover::isIdFree, loop)) {
        return false;
      }
      takeover.takeOver();
      return repeat(
          () -> {
            upkeep.heartbeat().begin();
            return true;
          },
          loop);
    }
  }

  /** Repeats a step until it is done, also while Redis is away; returns false on a stop. */
  private boolean repeat(BooleanSupplier step, LivenessTracker.Loop loop)
      throws InterruptedException {
    while (!outage.isDone(step)) {
      loop.beat();
      if (stop.await(TAKEOVER_INTERVAL.toMillis())) {
        return false;
      }
    }
    return true;
  }

  private RoleThreads threads(WorkerContext worker) {
    return new RoleThreads(outage, worker.telemetry(), new KeyTypes(worker.redis(), worker.keys()));
  }

  private void process(
      List<Processor> processors, LeaseWriter writer, Telemetry telemetry, String sessionNames)
      throws InterruptedException {
    BooleanSupplier mayTake = () -> writer.waiting() == 0 && !telegram.isOpen();
    ProcessorPool pool = new ProcessorPool(processors, outage, telemetry.liveness(), mayTake);
    telemetry.threads().watch("processor", pool::failures);
    pool.start();
    log.info(
        "Worker {} of version {} works on {} with {}",
        workerId,
        WorkerId.version(),
        keys.pending(),
        sessionNames);
    stop.await();
    telemetry.health().draining();
    log.info("Stopping; nothing new is taken");
    pool.stop(settings.worker().shutdownTimeout());
  }
}
