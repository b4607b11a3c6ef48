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
 * Carries out a plan:
 *
 * <ol>
 *   <li>starts Redis, the emulator and the workers, and logs sessions in;
 *   <li>pushes commands all the time, and deals the blows when they are due;
 *   <li>waits, in peace, until nothing is left to do;
 *   <li>counts.
 * </ol>
 */
final class ChaosRun implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChaosRun.class);

  /** A killed worker's session is not free at once, so there are more than workers. */
  private static final int SPARE_SESSIONS = 7;

  /** A page takes so long, so that blows hit work. */
  private static final Duration PAGE_TIME = Duration.ofMillis(250);

  private static final Duration START = Duration.ofSeconds(90);

  private final ChaosPlan plan;
  private final Path data;
  private final Path logs;
  private final ChaosWorld world;
  private final List<TestCommand> orders;
  private final TestTelegram telegram;
  private final ChaosRedis redis;
  private final RecoveryTimes recoveries;
  private final WorkerFleet fleet;
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(4);
  private Duration took = Duration.ZERO;

  ChaosRun(ChaosPlan plan, Path folder) throws IOException, InterruptedException {
    this.plan = plan;
    this.data = folder.resolve("data");
    this.logs = Files.createDirectories(folder.resolve("logs"));
    world = new ChaosWorld(plan.workers() + SPARE_SESSIONS);
    orders = TestCommands.draw(plan.seed(), plan.commands());
    redis = new ChaosRedis(Files.createDirectories(folder.resolve("redis")));
    recoveries = new RecoveryTimes(redis);
    telegram = TestTelegram.start(world.world(), folder.resolve("sessions"));
    for (int i = 0; i < world.accounts().size(); i++) {
      telegram.logIn("session-%02d".formatted(i), world.accounts().get(i));
    }
    telegram.emulator().faults().stall("messages.getHistory", PAGE_TIME);
    fleet = new WorkerFleet(environment(), logs, plan.workers());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("REDIS_URL", redis.url());
    environment.put("DATA_DIR", data.toString());
    environment.put("SHUTDOWN_TIMEOUT", "3s");
    // More than the errors that are dealt: what fails then fails for another reason.
    environment.put("MAX_RETRY_ATTEMPTS", "20");
    environment.put("RETRY_BASE_DELAY", "500ms");
    environment.put("RETRY_MAX_DELAY", "2s");
    // There are more commands than days, and most of them have to be work.
    environment.put("DEDUP_TTL", "2s");
    return environment;
  }

  /** Runs the plan and returns what came of it. */
  CommandOutcomes run(Duration patience) throws IOException, InterruptedException {
    Awaitility.await("workers").atMost(START).until(() -> redis.living().size() == plan.workers());
    every(1_000, this::replaceTheDead);
    long begin = System.nanoTime();
    every(200, recoveries::look);
    Thread pusher = new Thread(this::push, "pusher");
    pusher.start();
    for (Fault blow : plan.blows()) {
      sleepUntil(begin, blow.atMillis());
      deal(blow);
    }
    pusher.join();
    sleepUntil(begin, plan.span().toMillis());
    waitForPeace(begin + plan.span().toNanos() + patience.toNanos());
    took = Duration.ofNanos(System.nanoTime() - begin);
    later.shutdown();
    List<String> unwilling = fleet.terminate();
    return CommandOutcomes.of(orders, redis, world, data, logs, unwilling);
  }

  /** A worker that finds no Redis ends at once, and whoever runs one waits before the next try. */
  private void replaceTheDead() {
    if (redis.servesWorkers()) {
      fleet.replaceTheDead();
    }
  }

  private void push() {
    long pause = plan.span().toMillis() * 9 / 10 / orders.size();
    for (TestCommand order : orders) {
      redis.push(order.payload());
      sleep(pause);
    }
  }

  private void deal(Fault blow) {
    log.warn("{}", blow);
    Faults faults = telegram.emulator().faults();
    switch (blow.kind()) {
      case KILL, TERM, PAUSE, INTERRUPT -> dealToWorker(blow);
      case REDIS_KILL, REDIS_AWAY -> {
        redis.kill();
        after(blow.millis(), redis::start);
      }
      case REDIS_STALL -> redis.stall(blow.millis());
      case REDIS_CUT -> {
        redis.proxy().cut();
        after(blow.millis(), redis.proxy()::restore);
      }
      case REDIS_DROP -> redis.proxy().dropConnections();
      case TELEGRAM_DROP -> faults.dropConnections();
      case TELEGRAM_ERROR -> faults.failNext("messages.getHistory", 2, 500, "INTERNAL");
      case TELEGRAM_FLOOD -> faults.failNext("messages.getHistory", 2, "FLOOD_WAIT_2");
    }
  }

  private void dealToWorker(Fault blow) {
    ChaosWorkerProcess victim = fleet.victim(blow.victim(), redis.living());
    if (victim == null) {
      log.warn("No worker is there to be hit");
      return;
    }
    switch (blow.kind()) {
      case KILL -> {
        victim.kill();
        recoveries.died(victim.id());
      }
      case TERM -> victim.terminate();
      case PAUSE -> {
        victim.pause();
        after(blow.millis(), victim::resume);
      }
      default -> victim.interruptConsumers();
    }
  }

  private void every(long millis, Runnable action) {
    var unused = later.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void after(long millis, Runnable action) {
    var unused = later.schedule(action, millis, TimeUnit.MILLISECONDS);
  }

  private void waitForPeace(long deadline) {
    int calmLooks = 0;
    while (calmLooks < 3 && System.nanoTime() < deadline) {
      calmLooks = nothingLeftToDo() ? calmLooks + 1 : 0;
      sleep(500);
    }
  }

  private boolean nothingLeftToDo() {
    try {
      return redis.pending().isEmpty()
          && redis.delayed().isEmpty()
          && redis.held().isEmpty()
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
   * Tells of the run.
   *
   * @param failover measured besides it; null if it was not
   */
  ChaosReport report(CommandOutcomes tally, Duration failover) {
    return new ChaosReport(plan, tally, recoveries.times(), fleet.startedInAll(), took, failover);
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
    later.shutdownNow();
    fleet.close();
    telegram.close();
    redis.close();
  }
}
