package dev.tgfetcher.worker;

import static java.util.stream.Collectors.joining;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.SpoolFolder;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.PageCounter;
import dev.tgfetcher.fetch.RecyclingSession;
import dev.tgfetcher.fetch.RedisDayLocks;
import dev.tgfetcher.fetch.RedisUsernameCache;
import dev.tgfetcher.fetch.UsernameCache;
import dev.tgfetcher.limit.Holds;
import dev.tgfetcher.limit.Rates;
import dev.tgfetcher.limit.SessionGates;
import dev.tgfetcher.queue.Burials;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Duplicates;
import dev.tgfetcher.queue.Fleet;
import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.RedisAddress;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.queue.RedisDuplicates;
import dev.tgfetcher.schema.Json;
import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.telegram.SessionUnavailableException;
import dev.tgfetcher.upkeep.DeadLetterWatch;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.MarkRenewal;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.QueueWatch;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
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

  private final Settings settings;
  private final Path library;
  private final StopSignal stop;
  private final AtomicReference<Rates> rates;
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
   * @throws dev.tgfetcher.queue.RedisUnreachableException if no Redis answers
   * @throws SessionUnavailableException if there is no session that it could use
   */
  public int run() throws InterruptedException {
    MDC.put("worker_id", workerId);
    RedisAddress address =
        RedisAddress.parse(settings.redis().redisUrl()).trusting(settings.redis().redisCaFile());
    int consumers = settings.worker().workerConcurrency();
    try (Instruments instruments = Instruments.open(settings, workerId, outage, telegram, clock);
        RedisConnection redis = RedisConnection.open(address, consumers);
        SessionLeases sessions =
            new SessionLeases(
                consumers, settings.session(), redis.commands(), keys, library, clock)) {
      instruments.metrics().quarantined(() -> sessions.state().quarantined().size());
      if (sessions.awaitFirst(stop, instruments.pulse()::beat, SessionLeases.NAMED_PATIENCE)) {
        instruments.pulse().end();
        work(redis, sessions, instruments);
      }
    }
    log.info("Stopped");
    return stop.exitCode();
  }

  private void work(RedisConnection redis, SessionLeases sessions, Instruments instruments)
      throws InterruptedException {
    EventFactory events =
        new EventFactory(settings.redis().serviceName(), workerId, clock, instruments.trace());
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
            burials::malformed,
            instruments.commands());
    Fleet fleet = new Fleet(redis, keys, instruments.commands());
    List<CurrentCommand> current =
        Stream.generate(() -> new CurrentCommand(queue, clock))
            .limit(settings.worker().workerConcurrency())
            .toList();
    Heartbeat heartbeat =
        new Heartbeat(
            fleet, workerId, () -> state(sessions, queue, current, instruments.address()));
    heartbeat.runOnce();
    RoleThread beating = new RoleThread(heartbeat, Heartbeat.INTERVAL, outage).start();
    instruments.working(sessions, queue.writer());
    OutboxReplay replay = new OutboxReplay(queue.writer(), outbox, fleet, workerId);
    Reaper reaper =
        new Reaper(fleet, workerId, redis.commands().getLock(keys.reaperLock()), burials);
    QueueWatch watch =
        new QueueWatch(
            new QueueCounter(redis, keys, fleet, clock),
            redis.commands().getLock(keys.upkeepLock()),
            instruments.metrics().queue());
    DeadLetterWatch letters = new DeadLetterWatch(fleet, settings.retry().deadLettersHighWater());
    StrandedLeases stranded = new StrandedLeases(fleet, workerId, queue.inFlight());
    List<RoleThread> upkeep =
        List.of(
            new RoleThread(replay, OutboxReplay.INTERVAL, outage).start(),
            new RoleThread(reaper, Reaper.INTERVAL, outage).start(),
            new RoleThread(new RetryScheduler(fleet), RetryScheduler.INTERVAL, outage).start(),
            new RoleThread(watch, QueueWatch.INTERVAL, outage).start(),
            new RoleThread(stranded, StrandedLeases.INTERVAL, outage).start(),
            new RoleThread(letters, DeadLetterWatch.INTERVAL, outage).start());
    upkeep.forEach(role -> instruments.metrics().threadFailures(role.name(), role::failures));
    try (SpoolFolder spools = SpoolFolder.open(layout, workerId);
        SessionGates gates = new SessionGates(rates::get, instruments.limits())) {
      FetchHandlers handlers =
          new FetchHandlers(
              settings, events, layout, spools, clock, telegram, instruments.fetches());
      Holds holds = new Holds(redis, keys, settings.limits().deferAfter());
      UsernameCache usernames = new RedisUsernameCache(redis, keys);
      Duration dedupTtl = settings.worker().dedupTtl();
      RedisDuplicates marks = new RedisDuplicates(redis, keys, dedupTtl);
      Exclusivity exclusivity =
          new Exclusivity(
              new RedisDayLocks(redis, keys), dedupTtl.isZero() ? Duplicates.none() : marks);
      RoleThread renewal =
          new RoleThread(new MarkRenewal(marks), MarkRenewal.interval(dedupTtl), outage).start();
      List<Seat> seats =
          current.stream()
              .map(
                  work ->
                      new Seat(
                          sessions,
                          session ->
                              handlers.handler(
                                  new PageCounter(recycling(session), work::read),
                                  gates.shared(
                                      session.session(),
                                      redis,
                                      keys,
                                      settings.limits().deferAfter()),
                                  usernames,
                                  exclusivity,
                                  work),
                          session -> holds.leaveFree(session.session().userId())))
              .toList();
      seats.get(0).take(sessions.held().get(0));
      SessionKeeper keeper =
          new SessionKeeper(sessions, seats, this::lostSession, this::nothingToWorkWith);
      RoleThread keeping = new RoleThread(keeper, SessionKeeper.INTERVAL, outage).start();
      DoubleSupplier dice = random::nextDouble;
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
                          dice,
                          instruments.commands(),
                          seats.get(i)::lost))
              .toList(),
          queue.writer(),
          instruments);
      keeping.stop();
      renewal.stop();
    }
    for (RoleThread role : upkeep) {
      role.stop();
    }
    tell("another worker counts the queue when this one's lock expires", watch::end);
    tell("what it has to know waits in the outbox for the next worker", replay::runOnce);
    sessions.close();
    beating.stop();
    tell("this worker's heartbeat expires by itself", heartbeat::end);
  }

  private static void tell(String otherwise, Runnable lastWord) {
    try {
      lastWord.run();
    } catch (RedisException away) {
      log.warn("Redis is away; {}: {}", otherwise, away.toString());
    }
  }

  private void process(List<Processor> each, LeaseWriter writer, Instruments instruments)
      throws InterruptedException {
    BooleanSupplier mayTake =
        () -> {
          instruments.pulse().beat();
          return writer.waiting() == 0 && !telegram.isOpen();
        };
    Processors processors = new Processors(each, outage, mayTake);
    instruments.metrics().threadFailures("processor", processors::failures);
    processors.start();
    log.info("Working on {}", keys.pending());
    stop.await();
    instruments.health().draining();
    log.info("Stopping; nothing new is taken");
    processors.stop(settings.worker().shutdownTimeout());
  }

  private RecyclingSession recycling(SessionLease session) {
    return new RecyclingSession(session.session(), settings.worker().tdlibRecycleAfter());
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

  private void nothingToWorkWith(RuntimeException reason) {
    log.error(
        "This worker has no session left that it could use, so it stops: {}", reason.getMessage());
    stop.stop(ExitCode.NOT_LOGGED_IN);
  }

  private Map<String, String> state(
      SessionLeases sessions, CommandQueue queue, List<CurrentCommand> current, String address) {
    Map<String, String> state = new TreeMap<>();
    state.put("host", WorkerId.host());
    state.put("pid", String.valueOf(ProcessHandle.current().pid()));
    SessionState held = sessions.state();
    state.put("session", String.join(", ", held.held()));
    state.put("account", held.accounts().stream().map(String::valueOf).collect(joining(", ")));
    state.put("quarantined", String.join(", ", held.quarantined()));
    state.put("in_flight", String.valueOf(queue.inFlight().payloads().size()));
    state.put(
        "current",
        Json.MAPPER.writeValueAsString(
            current.stream().flatMap(work -> work.now().stream()).toList()));
    state.put("outbox", String.valueOf(queue.writer().waiting()));
    state.put("http", address);
    state.put("telegram", telegram.state());
    state.put("beat_at", clock.instant().toString());
    return state;
  }
}
