package dev.tgfetcher.cli.console.action;

import org.jspecify.annotations.Nullable;

/** The thread of a change, which a stop request interrupts, or keeps from beginning. */
final class JobThread {
  private @Nullable Thread running;
  private boolean stopped;

  /** Begins the change in this thread; false if it was stopped before. */
  synchronized boolean begin() {
    running = Thread.currentThread();
    return !stopped;
  }

  /** Ends the change in this thread, which is no longer interrupted. */
  synchronized void end() {
    running = null;
    boolean unused = Thread.interrupted();
  }

  synchronized void stop() {
    stopped = true;
    if (running != null) {
      running.interrupt();
    }
  }
}
