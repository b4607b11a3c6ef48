package dev.tgfetcher.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a verb that changes many things end between two of them on Ctrl-C or SIGTERM, and say how
 * far it came: to be closed when nothing is left to be said. An interrupt of its thread asks as
 * well.
 */
public final class StopRequest implements AutoCloseable {
  /** Longer than the step that is being made may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::askAndWait, "stop-request");

  private StopRequest() {}

  /** Listens until it is closed. */
  public static StopRequest listen() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  private void askAndWait() {
    asked.countDown();
    try {
      closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isAsked() {
    if (Thread.interrupted()) {
      asked.countDown();
    }
    return asked.getCount() == 0;
  }

  /** Waits, until a stop is asked for at the longest; returns whether it is. */
  public boolean within(Duration time) {
    try {
      return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      asked.countDown();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // The hook has seen it, and the process ends.
    }
  }
}
