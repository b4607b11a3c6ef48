package dev.tgfetcher.cli.console.action;

import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.console.run.SubcommandRun;
import dev.tgfetcher.cli.console.run.SubcommandRunner;
import dev.tgfetcher.config.ExitCode;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs changes in threads of their own, so that a slow replay keeps no browser waiting. The last
 * ones are kept for their pages. When the console stops, running changes end between two steps.
 */
public final class ConsoleJobs implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 16;
  private static final int KEPT = 100;
  private static final long STOP_SECONDS = 10;

  private final SubcommandRunner runner;
  private final InstantSource clock;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          task -> new Thread(task, "console-change"));
  private final Map<String, ConsoleJob> jobs =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ConsoleJob> eldest) {
              return size() > KEPT && eldest.getValue().hasEnded();
            }
          });

  public ConsoleJobs(SubcommandRunner runner, InstantSource clock) {
    this.runner = runner;
    this.clock = clock;
  }

  /** Runs a subcommand at once, and waits for its end. */
  public SubcommandRun preview(List<String> words) {
    return runner.run(words);
  }

  /** The command line that does the same in a terminal. */
  public String line(List<String> words) {
    return runner.line(words);
  }

  /**
   * Starts a change.
   *
   * @param variables of the environment of its subcommand
   * @param atEnd is run after its end
   */
  public ConsoleJob start(
      String title,
      String user,
      List<String> words,
      Map<String, String> variables,
      Runnable atEnd) {
    ConsoleJob job =
        new ConsoleJob(
            UUID.randomUUID().toString(),
            title,
            user,
            runner.line(words),
            clock.instant(),
            new StringWriter(),
            new CompletableFuture<>(),
            new JobThread());
    try {
      threads.execute(() -> run(job, words, variables, atEnd));
    } catch (RejectedExecutionException full) {
      atEnd.run();
      throw new RefusedRequestException(
          503, "Too many changes wait: try again when one has ended.");
    }
    jobs.put(job.id(), job);
    return job;
  }

  private void run(
      ConsoleJob job, List<String> words, Map<String, String> variables, Runnable atEnd) {
    try {
      job.end()
          .complete(
              job.thread().begin()
                  ? runner.run(words, job.out(), variables)
                  : new SubcommandRun(job.commandLine(), ExitCode.INTERRUPTED, "", ""));
    } catch (RuntimeException | Error e) {
      job.end().completeExceptionally(e);
      throw e;
    } finally {
      job.thread().end();
      atEnd.run();
    }
  }

  public Optional<ConsoleJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** The changes since the start of the console, the newest first. */
  public List<ConsoleJob> newest() {
    List<ConsoleJob> all;
    synchronized (jobs) {
      all = new ArrayList<>(jobs.values());
    }
    Collections.reverse(all);
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean unused = threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
