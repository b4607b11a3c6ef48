package dev.tgfetcher.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C and SIGTERM interrupt what a verb does, and gives it the time to end cleanly. */
final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Interruption() {}

  /** What a verb does. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws InterruptedException;
  }

  /** Does it on this thread; the process ends when it is done, and no earlier if it is quick. */
  static <T> T endsCleanly(Work<T> work) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread verb = Thread.currentThread();
    Thread hook = new Thread(() -> interrupt(verb, over), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run();
    } finally {
      over.countDown();
      forget(hook);
    }
  }

  private static void interrupt(Thread verb, CountDownLatch over) {
    verb.interrupt();
    try {
      over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending, and the hook has done its work.
    }
  }
}
