package dev.tgfetcher.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redisson.client.RedisException;

/**
 * Gives a subcommand time to end cleanly on Ctrl-C or SIGTERM and to report how far it came. The
 * process ends when this request is closed, or after 20 s.
 *
 * <ol>
 *   <li>A subcommand that changes many things calls {@link #listen} and ends between two changes.
 *       An interrupt of its thread is a stop request as well.
 *   <li>A subcommand that waits runs by {@link #interrupting}, and is interrupted.
 * </ol>
 */
public final class StopRequest implements AutoCloseable {
  /** Longer than any single step takes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable onStop;
  private final Thread hook = new Thread(this::requestAndWait, "stop-request");

  /** The work of a subcommand. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  private StopRequest(Runnable onStop) {
    this.onStop = onStop;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Listens for a stop request until it is closed. */
  public static StopRequest listen() {
    return new StopRequest(() -> {});
  }

  /** Listens for a stop request, and runs the action when it comes. */
  public static StopRequest listen(Runnable onStop) {
    return new StopRequest(onStop);
  }

  /** Runs the work on this thread; a stop request interrupts it. */
  public static <T> T interrupting(Work<T> work) throws InterruptedException {
    StopRequest request = new StopRequest(Thread.currentThread()::interrupt);
    try {
      return work.run();
    } catch (RedisException failure) {
      if (failure.getCause() instanceof InterruptedException inTheMiddleOfARequest) {
        // Redisson sets the interrupt flag as well; the exception replaces it.
        Thread.interrupted();
        throw inTheMiddleOfARequest;
      }
      throw failure;
    } finally {
      request.close();
    }
  }

  private void requestAndWait() {
    requested.countDown();
    onStop.run();
    try {
      closed.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isRequested() {
    if (Thread.interrupted()) {
      requested.countDown();
    }
    return requested.getCount() == 0;
  }

  /** Waits for a stop request; returns false if none came in this time. */
  public boolean await(Duration time) {
    try {
      return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      requested.countDown();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // The hook is running, and the process ends after it.
    }
  }
}
