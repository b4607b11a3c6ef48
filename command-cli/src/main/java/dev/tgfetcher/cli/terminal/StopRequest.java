package dev.tgfetcher.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redisson.client.RedisException;

/**
 * Gives a subcommand the time to end cleanly on Ctrl-C or SIGTERM, and to say how far it came: the
 * process ends when this is closed, and no earlier if the subcommand is quick.
 *
 * <ol>
 *   <li>a subcommand that changes many things {@link #listen}s, and ends between two of them; an
 *       interrupt of its thread asks as well
 *   <li>a subcommand that waits is interrupted: {@link #interrupting}
 * </ol>
 */
public final class StopRequest implements AutoCloseable {
  /** Longer than the step that is being made may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable onStop;
  private final Thread hook = new Thread(this::askAndWait, "stop-request");

  /** What a subcommand does. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  private StopRequest(Runnable onStop) {
    this.onStop = onStop;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Listens until it is closed. */
  public static StopRequest listen() {
    return new StopRequest(() -> {});
  }

  /** Works on this thread, which a stop interrupts. */
  public static <T> T interrupting(Work<T> work) throws InterruptedException {
    StopRequest request = new StopRequest(Thread.currentThread()::interrupt);
    try {
      return work.run();
    } catch (RedisException failure) {
      if (failure.getCause() instanceof InterruptedException inTheMiddleOfARequest) {
        // Redisson marks the thread as well; an exception and a mark are one too many.
        Thread.interrupted();
        throw inTheMiddleOfARequest;
      }
      throw failure;
    } finally {
      request.close();
    }
  }

  private void askAndWait() {
    asked.countDown();
    onStop.run();
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
