package dev.tgfetcher.cli.demo;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * Shows the main job on this machine, and checks it.
 *
 * <ol>
 *   <li>sets the stage: a Redis, and a Telegram with a group and a channel
 *   <li>logs two accounts in
 *   <li>starts a worker for each
 *   <li>has a scheduler push commands, and watches until all have ended
 *   <li>sums up, and holds what happened against what was promised
 *   <li>leaves nothing running, or keeps the stage for a second terminal
 * </ol>
 */
public final class Demo {
  private static final long SEED = 1;

  private final DemoOptions options;
  private final Map<String, String> environment;
  private final Class<?> main;
  private final InstantSource clock;
  private final ProgressLines progress;

  /**
   * Prepares a demo.
   *
   * @param main class of the program that knows the subcommand {@code worker}
   */
  public Demo(
      DemoOptions options,
      Map<String, String> environment,
      Class<?> main,
      InstantSource clock,
      ProgressLines progress) {
    this.options = options;
    this.environment = environment;
    this.main = main;
    this.clock = clock;
    this.progress = progress;
  }

  /** Returns whether all was as promised. */
  public boolean run(TdlibProvisioner tdlib) throws IOException, InterruptedException {
    Path library = tdlib.provide();
    Instant start = clock.instant();
    LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
    DemoWorld world =
        DemoWorld.build(today, options.days(), options.messages(), new SplittableRandom(SEED));
    try (Cleanup cleanup = new Cleanup()) {
      DemoEnvironment stage = buildEnvironment(world, library, cleanup);
      List<ChildProcess> workers = startWorkers(stage, cleanup);
      boolean kept = perform(stage, world, workers);
      progress.print(kept ? "All as promised, in " + seconds(start) + "." : "Not as promised.");
      if (options.keep()) {
        keep(stage, workers);
      }
      return kept;
    }
  }

  private DemoEnvironment buildEnvironment(DemoWorld world, Path library, Cleanup cleanup)
      throws IOException, InterruptedException {
    DemoEnvironment stage =
        DemoEnvironment.build(world, library, options.dataDirectory(), environment, cleanup);
    progress.print("Redis       " + stage.redis().url());
    progress.print("Telegram    emulated on 127.0.0.1:" + stage.telegram().port());
    for (Account account : world.accounts()) {
      String session = "demo-" + (world.accounts().indexOf(account) + 1);
      stage.logIn(account, session);
      String how = account.password() == null ? "by code" : "by code and password";
      progress.print("Logged in   session " + session + ", " + how);
    }
    return stage;
  }

  private List<ChildProcess> startWorkers(DemoEnvironment stage, Cleanup cleanup)
      throws IOException {
    List<ChildProcess> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      ChildProcess worker = cleanup.add(DemoWorkerProcess.start("worker-" + i, stage, main));
      progress.print("Worker      process " + worker.pid());
      workers.add(worker);
    }
    return workers;
  }

  private boolean perform(DemoEnvironment stage, DemoWorld world, List<ChildProcess> workers)
      throws IOException, InterruptedException {
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(stage.redis().url()), 0)) {
      DemoRun run = new DemoRun(stage, world, workers, redis, progress, clock);
      DemoOutcome outcome = run.run();
      DemoSummary summary = new DemoSummary(outcome, new ArchiveLayout(options.dataDirectory()));
      summary.lines().forEach(progress::print);
      List<String> broken = summary.brokenPromises(world.messages());
      broken.forEach(promise -> progress.print("broken: " + promise));
      return broken.isEmpty();
    }
  }

  private void keep(DemoEnvironment stage, List<ChildProcess> workers)
      throws IOException, InterruptedException {
    for (ChildProcess worker : workers) {
      worker.close();
    }
    progress.print("");
    progress.print("Redis and Telegram stay until Ctrl-C. In a second terminal:");
    stage.exports().forEach(progress::print);
    new CountDownLatch(1).await();
  }

  private String seconds(Instant start) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
