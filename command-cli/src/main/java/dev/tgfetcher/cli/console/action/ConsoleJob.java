package dev.tgfetcher.cli.console.action;

import dev.tgfetcher.cli.console.run.SubcommandRun;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A change that runs or has ended.
 *
 * @param commandLine does the same in a terminal
 * @param out the output so far
 */
public record ConsoleJob(
    String id,
    String title,
    String user,
    String commandLine,
    Instant began,
    StringWriter out,
    CompletableFuture<SubcommandRun> end,
    JobThread thread) {
  /** The result; empty while it runs. */
  public Optional<SubcommandRun> result() {
    return end.isDone() && !end.isCompletedExceptionally()
        ? Optional.of(end.join())
        : Optional.empty();
  }

  public boolean hasEnded() {
    return end.isDone();
  }

  /** Ends it between two steps, as Ctrl-C does. */
  public void stop() {
    thread.stop();
  }

  /** Waits for its end, for a moment. */
  public void await(long millis) throws InterruptedException {
    try {
      SubcommandRun unused = end.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException goesOn) {
      // Its page shows how it goes on.
    }
  }
}
