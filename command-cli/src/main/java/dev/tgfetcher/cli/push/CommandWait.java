package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Waits for tracked commands:
 *
 * <ol>
 *   <li>shows their progress, why they wait, pauses, and that no worker lives;
 *   <li>prints their results at the end, or after Ctrl-C.
 * </ol>
 */
public final class CommandWait {
  /** The rounds of half a second between two looks for workers and pauses. */
  private static final int ROUNDS = 10;

  private static final List<String> HEADER =
      List.of("CHAT", "COMMAND ID", "OUTCOME", "DAYS", "SKIPPED", "MESSAGES", "ERROR");

  private final CommandTracker tracker;
  private final WorkerRegistry workers;
  private final PauseNotices pauses;
  private final OutputOptions output;
  private final PrintWriter out;
  private final ProgressLines progress;
  private String reason = "";
  private boolean noWorker;

  public CommandWait(
      CommandTracker tracker,
      RedisConnection redis,
      RedisKeys keys,
      OutputOptions output,
      CliContext context) {
    this.tracker = tracker;
    this.workers = new WorkerRegistry(redis, keys);
    this.pauses = new PauseNotices(new Pauses(redis, keys));
    this.output = output;
    this.out = context.out();
    this.progress = context.errProgress();
  }

  /** Waits until all commands have ended, and returns the exit code. */
  public int run() throws InterruptedException {
    try {
      for (int round = 0; !tracker.isOver(); round++) {
        if (round % ROUNDS == 0) {
          lookForWorkers();
          pauses.next(tracker.openChats()).forEach(progress::print);
        }
        tracker.watch();
        show(tracker.progress());
      }
    } catch (InterruptedException e) {
      progress.print("interrupted: the fleet goes on with the rest (see tg-fetcher status)");
      print(tracker.results());
      return ExitCode.INTERRUPTED;
    }
    progress.clear();
    print(tracker.results());
    boolean anyFailed = tracker.results().stream().anyMatch(PushedCommand::hasFailed);
    return anyFailed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void lookForWorkers() {
    boolean none = workers.living().isEmpty();
    if (none && !noWorker) {
      progress.print("no worker lives: the commands wait until one starts (tg-fetcher worker)");
    }
    noWorker = none;
  }

  private void show(TrackingProgress now) {
    TrackedWait waits = now.deferred();
    if (waits != null && !waits.reason().equals(reason)) {
      reason = waits.reason();
      progress.print(waits.text());
    }
    progress.show(now.line(progress.width()));
  }

  private void print(List<PushedCommand> results) {
    output.print(out, results, HEADER, CommandWait::row);
    if (!output.json()) {
      results.forEach(one -> one.unchanged().forEach(day -> out.println(day.text())));
    }
  }

  private static List<String> row(PushedCommand one) {
    return List.of(
        one.chat(),
        one.commandId(),
        one.outcome(),
        String.valueOf(one.days()),
        String.valueOf(one.skipped()),
        String.format(Locale.ROOT, "%,d", one.messages()),
        error(one));
  }

  private static String error(PushedCommand one) {
    if (one.error() == null) {
      return "";
    }
    return one.errorType() == null ? one.error() : one.errorType() + ": " + one.error();
  }
}
