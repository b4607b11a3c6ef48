package dev.tgfetcher.soak;

import dev.tgfetcher.operations.PrometheusServer;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Runs a plan:
 *
 * <ol>
 *   <li>starts Redis behind Sentinel, an emulated Telegram, two workers, and Prometheus
 *   <li>pushes commands, and injects the faults when they are due
 *   <li>asks for the health pages every five seconds, and for all else at each look
 *   <li>waits for the ends of the last commands
 *   <li>reports what was wrong, and what grew
 * </ol>
 */
final class SoakRun implements AutoCloseable {
  private static final int ACCOUNTS = 3;
  private static final int MOST_NEW_NAMES = 2_000;
  private static final int NEW_NAMES_A_MINUTE = 10;

  /** Longer than any command waits, whose counters must stay. */
  private static final Duration IDLE = CommandLoad.NEW_NAME;

  private final SoakPlan plan;
  private final Findings findings = new Findings();
  private final Outages outages = new Outages();
  private final Map<String, List<Long>> samples = new TreeMap<>();
  private final List<Map<String, Long>> keys = new ArrayList<>();
  private final SoakRedis redis;
  private final SoakFleet fleet;
  private final CommandLoad load;
  private final List<WorkerProbes> probes;
  private final Operator operator;
  private final Optional<AlertWatch> alerts;
  private final boolean leaks;

  /** The observer of Redis has its own thread, so that nothing delays it. */
  private final ScheduledExecutorService observer = Executors.newScheduledThreadPool(1);

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(6);
  private final AtomicBoolean over = new AtomicBoolean();

  SoakRun(SoakPlan plan, Path folder, boolean leaks) throws IOException, InterruptedException {
    this.plan = plan;
    this.leaks = leaks;
    long wanted = plan.length().toMinutes() * NEW_NAMES_A_MINUTE;
    SoakWorld world = new SoakWorld(ACCOUNTS, (int) Math.min(MOST_NEW_NAMES, wanted));
    redis = new SoakRedis(folder.resolve("redis"));
    fleet = new SoakFleet(folder, world, redis);
    load = new CommandLoad(redis, outages, findings, world.newNames());
    ProbeVerdict verdict = new ProbeVerdict(outages);
    probes =
        fleet.names().stream()
            .map(name -> new WorkerProbes(name, redis.httpAddress(name), verdict, findings))
            .toList();
    operator =
        new Operator(
            fleet.environment(),
            Files.createDirectories(folder.resolve("operator")),
            outages,
            findings,
            fleet.names());
    alerts = alerts(Files.createDirectories(folder.resolve("prometheus")));
  }

  private Optional<AlertWatch> alerts(Path folder) {
    if (!PrometheusServer.isInstalled()) {
      return Optional.empty();
    }
    List<String> targets = probes.stream().map(WorkerProbes::address).toList();
    return Optional.of(new AlertWatch(folder, targets, outages, findings));
  }

  /** Runs the plan, and returns the report. */
  SoakReport run() throws Exception {
    repeat(observer, 250, this::observe);
    repeat(timer, 2_000, load::pushOld);
    repeat(timer, 60_000, load::pushBurst);
    repeat(timer, 1_000, this::readEnds);
    probes.forEach(one -> repeat(timer, 5_000, one::probe));
    alerts.ifPresent(watch -> repeat(timer, 5_000, watch::look));
    plan.faults().forEach(this::schedule);
    long begin = System.nanoTime();
    for (int look = 1; look <= plan.looks(); look++) {
      sleepUntil(begin + plan.pause().multipliedBy(look).toNanos());
      look(look);
    }
    awaitEnds();
    over.set(true);
    addKeys();
    return new SoakReport(
        plan,
        findings.all(),
        outages.all(),
        load,
        operator,
        probes,
        alerts.map(AlertWatch::looks).orElse(0),
        samples);
  }

  private void observe() {
    Instant asked = Instant.now();
    boolean up = redis.acceptsWrites();
    outages.observe(up, asked, Instant.now());
  }

  private void readEnds() {
    if (!outages.isDown()) {
      load.readEnds();
    }
  }

  private void look(int number) {
    probes.forEach(one -> guarded(one::scrape).run());
    guarded(operator::look).run();
    if (leaks) {
      guarded(() -> fleet.leak(number)).run();
      guarded(() -> redis.leak(number)).run();
    }
    guarded(() -> fleet.sample(samples, findings)).run();
    if (!outages.isDown()) {
      guarded(() -> keys.add(redis.ageAndCount(IDLE))).run();
    }
  }

  /** A kind without keys at a look has none. */
  private void addKeys() {
    Set<String> kinds =
        keys.stream().flatMap(look -> look.keySet().stream()).collect(Collectors.toSet());
    for (String kind : kinds) {
      keys.forEach(look -> SoakFleet.add(samples, "keys: " + kind, look.getOrDefault(kind, 0L)));
    }
  }

  private void schedule(SoakPlan.Appointment appointment) {
    var unused =
        timer.schedule(
            guarded(() -> inject(appointment)),
            appointment.after().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void inject(SoakPlan.Appointment appointment) throws Exception {
    switch (appointment.fault()) {
      case SLOW_TELEGRAM -> fleet.slowTelegram();
      case NORMAL_TELEGRAM -> fleet.normalTelegram();
      case FAILOVER -> failOver();
      case FLOOD -> fleet.flood();
      case OUTAGE -> breakRedis(appointment.round() % 2 == 0);
      case UNKNOWN_CHAT -> load.pushUnknown();
    }
  }

  /** What is pushed just before the death of the primary may be lost. */
  private void failOver() throws Exception {
    load.pause();
    TimeUnit.SECONDS.sleep(3);
    RedisServerProcess killed = redis.killPrimary();
    TimeUnit.SECONDS.sleep(15);
    killed.start();
    load.resume();
  }

  private void breakRedis(boolean silent) throws Exception {
    load.pause();
    TimeUnit.SECONDS.sleep(3);
    Runnable end = silent ? redis::resume : redis::acceptWrites;
    Runnable begin = silent ? redis::pause : redis::refuseWrites;
    begin.run();
    try {
      TimeUnit.MILLISECONDS.sleep(plan.outage().toMillis());
    } finally {
      end.run();
      load.resume();
    }
    alerts.ifPresent(AlertWatch::checkLastOutage);
  }

  private void awaitEnds() throws InterruptedException {
    load.pause();
    Instant deadline = Instant.now().plus(CommandLoad.NEW_NAME).plus(ProbeVerdict.RECOVERY);
    while (!load.isIdle() && Instant.now().isBefore(deadline)) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private void repeat(ScheduledExecutorService executor, long millis, Step step) {
    var unused = executor.scheduleWithFixedDelay(guarded(step), 0, millis, TimeUnit.MILLISECONDS);
  }

  /** A step that fails is a finding, unless Redis is away. */
  private Runnable guarded(Step step) {
    return () -> {
      Instant begin = Instant.now();
      try {
        step.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        reportFailure(e, begin);
      }
    };
  }

  private void reportFailure(Exception failure, Instant begin) {
    try {
      if (!over.get() && !outages.explain(begin, Instant.now())) {
        findings.add("the soak itself fails: " + failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  @Override
  public void close() {
    over.set(true);
    timer.shutdownNow();
    observer.shutdownNow();
    alerts.ifPresent(AlertWatch::close);
    fleet.close();
    redis.close();
  }
}
