package dev.tgfetcher.cli.demo;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.OpenArchive;
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
 * Runs the main job on this machine and checks the result.
 *
 * <ol>
 *   <li>It starts a Redis, and an emulated Telegram with a group and a channel.
 *   <li>It logs two accounts in.
 *   <li>It starts a worker for each.
 *   <li>It pushes commands and watches until all have ended.
 *   <li>It prints a summary, and compares files, events and dead letters with the expected ones.
 *   <li>It stops all, or keeps all for a second terminal.
 * </ol>
 */
public final class Demo {
  private static final long SEED = 1;

  static final List<String> THINGS_TO_TRY =
      List.of(
          "./tg-fetcher status",
          "./tg-fetcher push @" + DemoWorld.GROUP + " --date yesterday --force --wait",
          "./tg-fetcher events --chat " + DemoWorld.CHANNEL + " --limit 5",
          "./tg-fetcher dlq list -o wide",
          "./tg-fetcher archive list");

  private final DemoOptions options;
  private final Map<String, String> variables;
  private final Class<?> main;
  private final InstantSource clock;
  private final ProgressLines progress;

  /**
   * Creates a demo.
   *
   * @param variables the environment variables of this process
   * @param main class of the program that has the subcommand {@code worker}
   */
  public Demo(
      DemoOptions options,
      Map<String, String> variables,
      Class<?> main,
      InstantSource clock,
      ProgressLines progress) {
    this.options = options;
    this.variables = variables;
    this.main = main;
    this.clock = clock;
    this.progress = progress;
  }

  /** Runs the demo; returns whether the result is as expected. */
  public boolean run(TdlibProvisioner tdlib) throws IOException, InterruptedException {
    Path library = tdlib.provide();
    Instant start = clock.instant();
    LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
    DemoWorld world =
        DemoWorld.build(today, options.days(), options.messages(), new SplittableRandom(SEED));
    try (Cleanup cleanup = new Cleanup()) {
      DemoEnvironment environment = buildEnvironment(world, library, cleanup);
      List<ChildProcess> workers = startWorkers(environment, cleanup);
      boolean asExpected = runAndCheck(environment, world, workers);
      progress.print(
          asExpected ? "All as expected, in " + seconds(start) + "." : "Not as expected.");
      if (options.console()) {
        DemoConsole console = DemoConsole.start(environment, main, cleanup);
        console.lines().forEach(progress::print);
      }
      if (options.keep() || options.console()) {
        keep(environment);
      }
      return asExpected;
    }
  }

  private DemoEnvironment buildEnvironment(DemoWorld world, Path library, Cleanup cleanup)
      throws IOException, InterruptedException {
    DemoEnvironment environment =
        DemoEnvironment.build(world, library, options.dataDirectory(), variables, cleanup);
    progress.print("Redis       " + environment.redis().url());
    progress.print("Telegram    emulated on 127.0.0.1:" + environment.telegram().port());
    for (Account account : world.accounts()) {
      String session = "demo-" + (world.accounts().indexOf(account) + 1);
      environment.logIn(account, session);
      String how = account.password() == null ? "by code" : "by code and password";
      progress.print("Logged in   session " + session + ", " + how);
    }
    return environment;
  }

  private List<ChildProcess> startWorkers(DemoEnvironment environment, Cleanup cleanup)
      throws IOException {
    List<ChildProcess> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      ChildProcess worker = cleanup.add(DemoWorkerProcess.start("worker-" + i, environment, main));
      progress.print("Worker      process " + worker.pid());
      workers.add(worker);
    }
    return workers;
  }

  private boolean runAndCheck(
      DemoEnvironment environment, DemoWorld world, List<ChildProcess> workers)
      throws IOException, InterruptedException {
    try (OpenArchive archive =
            ArchiveFactory.directory(
                options.dataDirectory(), ArchiveStore.DEFAULT_REVISIONS, clock);
        RedisConnection redis =
            RedisConnection.open(RedisAddress.parse(environment.redis().url()), 0)) {
      DemoRun run = new DemoRun(environment, world, workers, redis, progress, clock);
      DemoOutcome outcome = run.run();
      DemoSummary summary = new DemoSummary(outcome, archive.store(), options.keep());
      summary.lines().forEach(progress::print);
      List<String> deviations = summary.deviations(world.messages());
      deviations.forEach(deviation -> progress.print("wrong: " + deviation));
      return deviations.isEmpty();
    }
  }

  private void keep(DemoEnvironment environment) throws InterruptedException {
    progress.print("");
    progress.print("Redis, Telegram and the workers run until Ctrl-C. In a second terminal:");
    environment.exports().forEach(progress::print);
    progress.print("");
    progress.print("Five things to try there:");
    THINGS_TO_TRY.forEach(line -> progress.print("  " + line));
    new CountDownLatch(1).await();
  }

  private String seconds(Instant start) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
