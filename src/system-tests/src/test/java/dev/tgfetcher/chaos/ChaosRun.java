package dev.tgfetcher.chaos;

import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plan:
 *
 * <ol>
 *   <li>starts Redis, the emulator and the workers, and logs sessions in
 *   <li>pushes commands, and injects the faults when they are due
 *   <li>waits without faults until all commands have ended
 *   <li>counts the outcomes
 * </ol>
 */
final class ChaosRun implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChaosRun.class);

  /** Sessions beyond the number of workers: a killed worker's session is not free at once. */
  private static final int SPARE_SESSIONS = 7;

  /** The delay of each page, so that faults hit running commands. */
  private static final Duration PAGE_TIME = Duration.ofMillis(250);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final ChaosPlan plan;
  private final Path data;
  private final Path logs;
  private final ChaosWorld world;
  private final List<TestCommand> commands;
  private final TestTelegram telegram;
  private final ChaosRedis redis;
  private final RecoveryTimes recoveries;
  private final WorkerFleet fleet;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private Duration duration = Duration.ZERO;

  ChaosRun(ChaosPlan plan, Path folder) throws IOException, InterruptedException {
    this.plan = plan;
    this.data = folder.resolve("data");
    this.logs = Files.createDirectories(folder.resolve("logs"));
    world = new ChaosWorld(plan.workers() + SPARE_SESSIONS);
    commands = TestCommands.generate(plan.seed(), plan.commands());
    redis = new ChaosRedis(Files.createDirectories(folder.resolve("redis")));
    recoveries = new RecoveryTimes(redis);
    telegram = TestTelegram.start(world.world(), folder.resolve("sessions"));
    for (int i = 0; i < world.accounts().size(); i++) {
      telegram.logIn("session-%02d".formatted(i), world.accounts().get(i));
    }
    telegram.emulator().faults().stall("channels.getMessages", PAGE_TIME);
    fleet = new WorkerFleet(environment(), logs, plan.workers());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("REDIS_URL", redis.url());
    environment.put("DATA_DIR", data.toString());
    environment.put("SHUTDOWN_TIMEOUT", "3s");
    // More attempts than injected errors: a command that fails has another reason.
    environment.put("MAX_RETRY_ATTEMPTS", "20");
    environment.put("RETRY_BASE_DELAY", "500ms");
    environment.put("RETRY_MAX_DELAY", "2s");
    // Many commands share a day. A short marker lets most of them fetch it again.
    environment.put("DEDUP_TTL", "2s");
    return environment;
  }

  /**
   * Runs the plan.
   *
   * @param timeout for the commands that are left after the last fault
   */
  CommandOutcomes run(Duration timeout) throws IOException, InterruptedException {
    Awaitility.await("workers")
        .atMost(START_TIMEOUT)
        .until(() -> redis.living().size() == plan.workers());
    every(1_000, this::replaceEndedWorkers);
    long begin = System.nanoTime();
    every(200, recoveries::sample);
    Thread pusher = new Thread(this::push, "pusher");
    pusher.start();
    for (Fault fault : plan.faults()) {
      sleepUntil(begin, fault.atMillis());
      inject(fault);
    }
    pusher.join();
    sleepUntil(begin, plan.span().toMillis());
    awaitIdle(begin + plan.span().toNanos() + timeout.toNanos());
    duration = Duration.ofNanos(System.nanoTime() - begin);
    timer.shutdown();
    List<String> stillRunning = fleet.terminate();
    return CommandOutcomes.of(commands, redis, world, data, logs, stillRunning);
  }

  /** Waits for Redis first, because a worker without Redis ends at once. */
  private void replaceEndedWorkers() {
    if (redis.servesWorkers()) {
      fleet.replaceEndedWorkers();
    }
  }

  private void push() {
    long pause = plan.span().toMillis() * 9 / 10 / commands.size();
    for (TestCommand command : commands) {
      redis.push(command.payload());
      sleep(pause);
    }
  }

  private void inject(Fault fault) {
    log.warn("{}", fault);
    Faults faults = telegram.emulator().faults();
    switch (fault.kind()) {
      case KILL, TERM, PAUSE, INTERRUPT -> injectIntoWorker(fault);
      case REDIS_KILL, REDIS_AWAY -> {
        redis.kill();
        after(fault.millis(), redis::start);
      }
      case REDIS_STALL -> redis.stall(fault.millis());
      case REDIS_CUT -> {
        redis.proxy().cut();
        after(fault.millis(), redis.proxy()::restore);
      }
      case REDIS_DROP -> redis.proxy().dropConnections();
      case TELEGRAM_DROP -> faults.dropConnections();
      case TELEGRAM_ERROR -> faults.failNext("channels.getMessages", 2, 500, "INTERNAL");
      case TELEGRAM_FLOOD -> faults.failNext("channels.getMessages", 2, "FLOOD_WAIT_2");
    }
  }

  private void injectIntoWorker(Fault fault) {
    ChaosWorkerProcess target = fleet.pickTarget(fault.target(), redis.living());
    if (target == null) {
      log.warn("No worker runs that the fault could hit");
      return;
    }
    switch (fault.kind()) {
      case KILL -> {
        target.kill();
        recoveries.recordDeath(target.id());
      }
      case TERM -> target.terminate();
      case PAUSE -> {
        target.pause();
        after(fault.millis(), target::resume);
      }
      default -> target.interruptProcessors();
    }
  }

  private void every(long millis, Runnable action) {
    var unused = timer.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void after(long millis, Runnable action) {
    var unused = timer.schedule(action, millis, TimeUnit.MILLISECONDS);
  }

  private void awaitIdle(long deadline) {
    int idleSamples = 0;
    while (idleSamples < 3 && System.nanoTime() < deadline) {
      idleSamples = isIdle() ? idleSamples + 1 : 0;
      sleep(500);
    }
  }

  private boolean isIdle() {
    try {
      return redis.pending().isEmpty()
          && redis.delayed().isEmpty()
          && redis.inFlight().isEmpty()
          && outboxIsEmpty();
    } catch (RedisException away) {
      return false;
    }
  }

  private boolean outboxIsEmpty() {
    String[] workers = data.resolve(".outbox").toFile().list();
    return workers == null || workers.length == 0;
  }

  /**
   * Creates the report of the run.
   *
   * @param failover the result of a separate measurement; null without one
   */
  ChaosReport report(CommandOutcomes outcomes, Duration failover) {
    return new ChaosReport(
        plan, outcomes, recoveries.times(), fleet.startedInAll(), duration, failover);
  }

  private static void sleepUntil(long begin, long millis) {
    sleep(millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, millis));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    fleet.close();
    telegram.close();
    redis.close();
  }
}
