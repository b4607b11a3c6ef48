package dev.tgfetcher.chaos;

import dev.tgfetcher.emulator.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects faults into the parts of a chaos run, and ends them when their time is over. */
final class FaultInjector {
  private static final Logger log = LoggerFactory.getLogger(FaultInjector.class);
  private static final Duration SLOW = Duration.ofMillis(200);
  private static final Duration OUTBOX_PATIENCE = Duration.ofSeconds(12);

  /** Clocks of workers are wrong by up to this number of seconds, in either direction. */
  static final int WORKER_CLOCK_ERROR = 300;

  private static final int REDIS_CLOCK_ERROR = 60;

  private final ChaosRedis redis;
  private final RedisClock clock;
  private final PowerCut powerCut;
  private final Faults telegram;
  private final WorkerFleet fleet;
  private final RecoveryTimes recoveries;
  private final SmallDisk disk;
  private final Path outbox;
  private final ScheduledExecutorService timer;

  FaultInjector(
      ChaosRedis redis,
      RedisClock clock,
      PowerCut powerCut,
      Faults telegram,
      WorkerFleet fleet,
      RecoveryTimes recoveries,
      SmallDisk disk,
      Path outbox,
      ScheduledExecutorService timer) {
    this.redis = redis;
    this.clock = clock;
    this.powerCut = powerCut;
    this.telegram = telegram;
    this.fleet = fleet;
    this.recoveries = recoveries;
    this.disk = disk;
    this.outbox = outbox;
    this.timer = timer;
  }

  void inject(Fault fault) throws IOException {
    log.warn("{}", fault);
    switch (fault.kind()) {
      case KILL, TERM, PAUSE, INTERRUPT, WORKER_CLOCK -> injectIntoWorker(fault);
      case REDIS_KILL, REDIS_AWAY -> {
        redis.kill();
        after(fault, redis::start);
      }
      case REDIS_POWER_CUT -> {
        redis.kill();
        powerCut.cut();
        after(fault, redis::start);
      }
      case REDIS_PAUSE -> {
        redis.pause();
        after(fault, redis::resume);
      }
      case REDIS_CLOCK -> {
        clock.step(error(fault, REDIS_CLOCK_ERROR));
        after(fault, () -> clock.step(0));
      }
      case REDIS_STALL -> redis.stall(fault.millis());
      case REDIS_CUT -> {
        redis.proxy().cut();
        after(fault, redis.proxy()::restore);
      }
      case REDIS_DROP -> redis.proxy().dropConnections();
      case REDIS_SLOW -> {
        redis.proxy().delay(SLOW);
        after(fault, () -> redis.proxy().delay(Duration.ZERO));
      }
      case TELEGRAM_DROP -> telegram.dropConnections();
      case TELEGRAM_ERROR -> telegram.failNext("channels.getMessages", 2, 500, "INTERNAL");
      case TELEGRAM_FLOOD -> telegram.failNext("channels.getMessages", 2, "FLOOD_WAIT_2");
      case DISK_FULL -> {
        disk.fill();
        after(fault, disk::free);
      }
      case OUTBOX_DAMAGE -> run(timer, this::damageOutbox);
    }
  }

  private void injectIntoWorker(Fault fault) {
    ChaosWorkerProcess target = fleet.pickTarget(fault.target(), redis.living());
    if (target == null) {
      log.warn("No worker runs that the fault could hit");
      return;
    }
    switch (fault.kind()) {
      case KILL -> kill(target);
      case TERM -> target.terminate();
      case PAUSE -> {
        target.pause();
        after(fault, target::resume);
      }
      case WORKER_CLOCK -> {
        target.stepClock(error(fault, WORKER_CLOCK_ERROR));
        after(fault, () -> target.stepClock(0));
      }
      default -> target.interruptProcessors();
    }
  }

  private void kill(ChaosWorkerProcess worker) {
    worker.kill();
    recoveries.recordDeath(worker.id());
  }

  /** The error of a clock in seconds; the same for the same fault. */
  private static long error(Fault fault, int largest) {
    return fault.millis() % (2L * largest + 1) - largest;
  }

  /**
   * Takes Redis away until a worker has a file in its outbox, then kills that worker and cuts the
   * first file in half.
   */
  private void damageOutbox() throws IOException, InterruptedException {
    redis.kill();
    long deadline = System.nanoTime() + OUTBOX_PATIENCE.toNanos();
    Optional<Path> file = firstInOutbox();
    while (file.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
      file = firstInOutbox();
    }
    if (file.isPresent()) {
      String worker = file.get().getParent().getFileName().toString();
      fleet.find(worker).ifPresent(ChaosWorkerProcess::kill);
      byte[] whole = Files.readAllBytes(file.get());
      Files.write(file.get(), Arrays.copyOf(whole, whole.length / 2));
    }
    log.warn("Damaged in an outbox: {}", file);
    redis.start();
  }

  private Optional<Path> firstInOutbox() throws IOException {
    if (!Files.exists(outbox)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(outbox)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().findFirst();
    } catch (UncheckedIOException removed) {
      return Optional.empty();
    }
  }

  /** An action that a timer runs later. */
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private void after(Fault fault, Action action) {
    var unused = timer.schedule(() -> runNow(action), fault.millis(), TimeUnit.MILLISECONDS);
  }

  private static void run(ScheduledExecutorService timer, Action action) {
    timer.execute(() -> runNow(action));
  }

  private static void runNow(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      log.error("The end of a fault failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
