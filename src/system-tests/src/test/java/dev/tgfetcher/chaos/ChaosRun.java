package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.FleetHistory;
import dev.tgfetcher.chaos.history.HistoryChecker;
import dev.tgfetcher.chaos.history.Judgement;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.redisson.client.RedisException;

/**
 * Runs a plan:
 *
 * <ol>
 *   <li>starts Redis, the emulator and the workers, and logs sessions in
 *   <li>pushes commands, and injects the faults when they are due
 *   <li>waits without faults until all commands have ended
 *   <li>counts the outcomes, and judges the history
 * </ol>
 */
final class ChaosRun implements AutoCloseable {
  /** Sessions beyond the number of workers: a killed worker's session is not free at once. */
  private static final int SPARE_SESSIONS = 7;

  /** The delay of each page, so that faults hit running commands. */
  private static final Duration PAGE_TIME = Duration.ofMillis(250);

  private static final Duration EDIT_EVERY = Duration.ofMillis(700);
  private static final String DISK_SIZE = "96m";

  /** Each so many commands one is pushed twice. */
  private static final int DUPLICATED = 20;

  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  private final ChaosPlan plan;
  private final Random random;
  private final Path data;
  private final Path logs;
  private final ChaosWorld world;
  private final List<TestCommand> commands;
  private final TestTelegram telegram;
  private final ChaosRedis redis;
  private final RecoveryTimes recoveries;
  private final WorkerFleet fleet;
  private final RedisClock clock;
  private final PowerCut powerCut;
  private final SmallDisk disk;
  private final FileObserver files;
  private final FaultInjector injector;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(10);
  private Duration duration = Duration.ZERO;

  ChaosRun(ChaosPlan plan, Path folder) throws IOException, InterruptedException {
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.data = folder.resolve("data");
    this.logs = Files.createDirectories(folder.resolve("logs"));
    world = new ChaosWorld(plan.workers() + SPARE_SESSIONS);
    commands = TestCommands.generate(plan.seed(), plan.commands());
    Path redisFolder = Files.createDirectories(folder.resolve("redis"));
    clock = new RedisClock(redisFolder);
    powerCut = new PowerCut(redisFolder);
    disk = new SmallDisk(data, DISK_SIZE);
    files = new FileObserver(data);
    redis =
        new ChaosRedis(
            redisFolder, clock.environment(), plan.everySecond() ? "everysec" : "always");
    recoveries = new RecoveryTimes(redis, disk);
    telegram = TestTelegram.start(world.world(), folder.resolve("sessions"));
    for (int i = 0; i < world.accounts().size(); i++) {
      telegram.logIn("session-%02d".formatted(i), world.accounts().get(i));
    }
    telegram.emulator().faults().stall("channels.getMessages", PAGE_TIME);
    fleet = new WorkerFleet(environment(), logs, plan.workers());
    injector =
        new FaultInjector(
            redis,
            clock,
            powerCut,
            telegram.emulator().faults(),
            fleet,
            recoveries,
            disk,
            data.resolve(".outbox"),
            timer);
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
    every(200, powerCut::sample);
    every(300, files::sample);
    every(EDIT_EVERY.toMillis(), this::edit);
    Thread pusher = new Thread(this::push, "pusher");
    pusher.start();
    for (Fault fault : plan.faults()) {
      sleepUntil(begin, fault.atMillis());
      injector.inject(fault);
    }
    pusher.join();
    sleepUntil(begin, plan.span().toMillis());
    awaitIdle(begin + plan.span().toNanos() + timeout.toNanos());
    duration = Duration.ofNanos(System.nanoTime() - begin);
    timer.shutdown();
    List<String> stillRunning = fleet.terminate();
    return CommandOutcomes.of(
        commands, duplicated(), forgotten(), redis, world, data, logs, stillRunning);
  }

  private Forgotten forgotten() throws IOException {
    return Forgotten.of(judge().forgotten(), powerCut.forgotten());
  }

  /** Judges the history of the run. */
  Judgement judge() throws IOException {
    FleetHistory history = new FleetHistory(redis.acknowledged(), redis.history(), files.all());
    return HistoryChecker.judge(history, clockError());
  }

  /** The largest difference between the clocks of two workers. */
  private Duration clockError() {
    boolean steps = plan.faults().stream().anyMatch(f -> f.kind() == Fault.Kind.WORKER_CLOCK);
    return steps ? Duration.ofSeconds(2L * FaultInjector.WORKER_CLOCK_ERROR) : Duration.ZERO;
  }

  /** Waits for Redis first, because a worker without Redis ends at once. */
  private void replaceEndedWorkers() {
    if (redis.servesWorkers()) {
      fleet.replaceEndedWorkers();
    }
  }

  /** Edits a message, so that the next file of its day has another content. */
  private void edit() {
    String chat = ChaosWorld.CHATS.get(random.nextInt(ChaosWorld.CHATS.size()));
    LocalDate day = ChaosWorld.FIRST_DAY.plusDays(random.nextInt(ChaosWorld.DAYS));
    world.edit(chat, day, ChaosWorld.EDITED + " " + random.nextInt());
  }

  private void push() {
    long pause = plan.span().toMillis() * 9 / 10 / commands.size();
    for (TestCommand command : commands) {
      redis.push(command.payload());
      if (duplicated().contains(command)) {
        redis.push(command.payload());
      }
      sleep(pause);
    }
  }

  /** The commands that are pushed twice. */
  private List<TestCommand> duplicated() {
    return IntStream.range(0, commands.size())
        .filter(i -> i % DUPLICATED == 1)
        .mapToObj(commands::get)
        .filter(command -> command.expectedError() == null)
        .toList();
  }

  private void every(long millis, Runnable action) {
    var unused = timer.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
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
    try (Stream<Path> paths = Files.walk(data.resolve(".outbox"))) {
      return paths.noneMatch(path -> path.toString().endsWith(".json"));
    } catch (NoSuchFileException none) {
      return true;
    } catch (IOException | UncheckedIOException changed) {
      return false;
    }
  }

  /**
   * Creates the report of the run.
   *
   * @param failover the result of a separate measurement; null without one
   */
  ChaosReport report(CommandOutcomes outcomes, Duration failover) throws IOException {
    HistoryReport history =
        new HistoryReport(
            redis.acknowledged(), redis.history(), files.all(), judge(), powerCut.forgotten());
    return new ChaosReport(
        plan, outcomes, history, recoveries.times(), fleet.startedInAll(), duration, failover);
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
  public void close() throws IOException {
    timer.shutdownNow();
    redis.resume();
    fleet.close();
    telegram.close();
    redis.close();
    disk.close();
  }
}
