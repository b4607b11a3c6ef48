package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs tasks on another thread, in the order of their times. */
public interface BackgroundTasks {

  /**
   * Runs a task soon.
   *
   * @throws RejectedExecutionException if no task is run any more
   */
  void run(Runnable task);

  /** Runs a task after a delay, unless no task is run any more by then. */
  void runAfter(Duration delay, Runnable task);

  /** Returns the tasks of an executor with one thread. */
  static BackgroundTasks on(Executor executor) {
    return new BackgroundTasks() {
      @Override
      public void run(Runnable task) {
        executor.execute(task);
      }

      @Override
      public void runAfter(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
            .execute(task);
      }
    };
  }
}
