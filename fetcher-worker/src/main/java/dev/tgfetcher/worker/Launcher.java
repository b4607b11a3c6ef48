package dev.tgfetcher.worker;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.DirectoryArchiveStore;
import dev.tgfetcher.archive.ProgressFile;
import dev.tgfetcher.archive.SpoolFolder;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.fetch.ChatResolver;
import dev.tgfetcher.fetch.FetchHandler;
import dev.tgfetcher.fetch.HistoryReader;
import dev.tgfetcher.fetch.RequestGate;
import dev.tgfetcher.fetch.TelegramCalls;
import dev.tgfetcher.fetch.UsernameCache;
import dev.tgfetcher.queue.Burials;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Fleet;
import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.RedisAddress;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.telegram.SessionUnavailableException;
import dev.tgfetcher.telegram.TdlibBuild;
import dev.tgfetcher.upkeep.DeadLetterWatch;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.Reaper;
import dev.tgfetcher.upkeep.RetryScheduler;
import dev.tgfetcher.upkeep.StrandedLeases;
import dev.tgfetcher.worker.config.RedisConfig.Delivery;
import dev.tgfetcher.worker.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
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
 *   <li>on a signal is quiet, finishes what it can, gives back the rest, and leaves.
 * </ol>
 */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);
  private static final long SESSION_WAIT_MILLIS = 2000;
  private static final String OUTBOX = ".outbox";

  /** Before a call that Telegram could not answer is made again. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** TDLib keeps some 1.5 KB a message: this bounds it at about 150 MB. */
  private static final long RECYCLE_AFTER_MESSAGES = 100_000;

  private final Settings settings;
  private final Path library;
  private final SessionSettingsFactory sessions;
  private final StopSignal stop;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String workerId;
  private final RedisKeys keys;
  private final RedisOutage outage = new RedisOutage();
  private final Circuit telegram = new Circuit("Telegram");

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
    this.library = library;
    this.sessions = new SessionSettingsFactory(settings.session());
    this.stop = stop;
    this.clock = clock;
    this.random = random;
    this.workerId = settings.worker().workerId().orElseGet(() -> WorkerId.create(random));
    this.keys = new RedisKeys(settings.redis().commandsQueue(), settings.redis().eventsChannel());
  }

  /**
   * Runs until it is told to stop; returns the exit code.
   *
   * @throws dev.tgfetcher.queue.RedisUnreachableException if no Redis answers
   * @throws SessionUnavailableException if there is no session that it could use
   */
  public int run() throws InterruptedException {
    MDC.put("worker_id", workerId);
    RedisAddress address = RedisAddress.parse(settings.redis().redisUrl());
    int consumers = settings.worker().workerConcurrency();
    try (RedisConnection redis = RedisConnection.open(address, consumers)) {
      Optional<SessionLease> lease = takeSession(redis);
      if (lease.isPresent()) {
        try (SessionLease session = lease.get()) {
          work(redis, session);
        }
      }
    }
    log.info("Stopped");
    return stop.exitCode();
  }

  private Optional<SessionLease> takeSession(RedisConnection redis) throws InterruptedException {
    boolean waiting = false;
    do {
      List<String> candidates = SessionLease.candidates(settings.session());
      if (candidates.isEmpty()) {
        throw new NoSessionException(settings.session().sessionDir());
      }
      Optional<SessionLease> lease =
          SessionLease.takeFirstFree(
              candidates, redis.commands(), keys, library, sessions::settings);
      if (lease.isPresent()) {
        return lease;
      }
      if (!waiting) {
        log.warn("All sessions in {} are in use; waiting", settings.session().sessionDir());
      }
      waiting = true;
    } while (!stop.await(SESSION_WAIT_MILLIS));
    return Optional.empty();
  }

  private void work(RedisConnection redis, SessionLease session) throws InterruptedException {
    EventFactory events = new EventFactory(settings.redis().serviceName(), workerId, clock);
    Burials burials = new Burials(events, workerId, clock);
    ArchiveLayout layout = new ArchiveLayout(settings.archive().dataDir());
    Outbox outbox = new Outbox(layout.root().resolve(OUTBOX), workerId);
    CommandQueue queue =
        new CommandQueue(
            redis,
            keys,
            workerId,
            settings.redis().queueDelivery() == Delivery.AT_LEAST_ONCE,
            outbox,
            burials::malformed);
    Fleet fleet = new Fleet(redis, keys);
    Heartbeat heartbeat = new Heartbeat(fleet, workerId, () -> state(session, queue));
    heartbeat.runOnce();
    OutboxReplay replay = new OutboxReplay(queue.writer(), outbox, fleet, workerId);
    Reaper reaper =
        new Reaper(fleet, workerId, redis.commands().getLock(keys.upkeepLock()), burials);
    DeadLetterWatch letters = new DeadLetterWatch(fleet, DeadLetterWatch.HIGH_WATER);
    SessionKeeper keeper = new SessionKeeper(session, this::lostSession);
    StrandedLeases stranded = new StrandedLeases(fleet, workerId, queue.inFlight());
    List<RoleThread> upkeep =
        List.of(
            new RoleThread(heartbeat, Heartbeat.INTERVAL, outage).start(),
            new RoleThread(replay, OutboxReplay.INTERVAL, outage).start(),
            new RoleThread(reaper, Reaper.INTERVAL, outage).start(),
            new RoleThread(new RetryScheduler(fleet), RetryScheduler.INTERVAL, outage).start(),
            new RoleThread(stranded, StrandedLeases.INTERVAL, outage).start(),
            new RoleThread(letters, DeadLetterWatch.INTERVAL, outage).start(),
            new RoleThread(keeper, SessionKeeper.INTERVAL, outage).start());
    try (SpoolFolder spools = SpoolFolder.open(layout, workerId)) {
      CommandHandler handler = handler(session, queue, events, layout, spools);
      process(
          new Processor(
              queue,
              handler,
              retryPolicy(),
              burials,
              events,
              clock,
              random::nextDouble,
              this::useless),
          queue.writer());
    }
    for (RoleThread role : upkeep) {
      role.stop();
    }
    sayGoodbye(replay, heartbeat);
  }

  private static void sayGoodbye(OutboxReplay replay, Heartbeat heartbeat) {
    try {
      replay.runOnce();
      heartbeat.end();
    } catch (RedisException away) {
      log.warn("Redis is away; what it has to know waits in the outbox for the next worker", away);
    }
  }

  private void process(Processor processor, LeaseWriter writer) throws InterruptedException {
    Processors processors =
        new Processors(
            processor,
            settings.worker().workerConcurrency(),
            outage,
            () -> writer.waiting() == 0 && !telegram.isOpen());
    processors.start();
    log.info("Working on {}", keys.pending());
    stop.await();
    log.info("Stopping; nothing new is taken");
    processors.stop(settings.worker().shutdownTimeout());
  }

  private CommandHandler handler(
      SessionLease session,
      CommandQueue queue,
      EventFactory events,
      ArchiveLayout layout,
      SpoolFolder spools) {
    RecycledSession recycled =
        new RecycledSession(
            session.session(), RECYCLE_AFTER_MESSAGES, new GuardedCalls(telegram, FIRST_PAUSE));
    DirectoryArchiveStore store =
        new DirectoryArchiveStore(layout, settings.archive().archiveRevisions());
    FetchHandler.Archive archive =
        new FetchHandler.Archive(layout, store, new ProgressFile(layout, clock));
    FetchHandler.Options options =
        new FetchHandler.Options(
            settings.archive().forceRefetch(),
            settings.archive().fetchReactors(),
            TdlibBuild.VERSION);
    return lease -> {
      TelegramCalls calls = new TelegramCalls(recycled.source(), RequestGate.open());
      ChatResolver resolver = new ChatResolver(calls, UsernameCache.none());
      HistoryReader reader =
          new HistoryReader(calls, resolver, spools::newSpool, spools.scratch(), clock);
      return new FetchHandler(queue, calls, resolver, reader, archive, events, clock, options)
          .handle(lease);
    };
  }

  private RetryPolicy retryPolicy() {
    return new RetryPolicy(
        settings.retry().maxRetryAttempts(),
        settings.retry().retryBaseDelay(),
        settings.retry().retryMaxDelay());
  }

  private void lostSession() {
    log.error("Another worker has taken this worker's session, so it stops");
    stop.stop(ExitCode.FAILED);
  }

  private void useless(Failure failure) {
    log.error("This worker can do nothing for any command, so it stops: {}", failure.message());
    stop.stop(ExitCode.NOT_LOGGED_IN);
  }

  private Map<String, String> state(SessionLease session, CommandQueue queue) {
    Map<String, String> state = new TreeMap<>();
    state.put("host", WorkerId.host());
    state.put("pid", String.valueOf(ProcessHandle.current().pid()));
    state.put("session", session.name());
    state.put("account", String.valueOf(session.session().userId()));
    state.put("in_flight", String.valueOf(queue.inFlight().payloads().size()));
    state.put("outbox", String.valueOf(queue.writer().waiting()));
    state.put("telegram", telegram.state());
    state.put("beat_at", clock.instant().toString());
    return state;
  }
}
