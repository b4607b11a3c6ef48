package dev.tgfetcher.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asked for once, seen by all: the worker is to stop, with this exit code. */
public final class StopSignal {
  private static final int NOT_ASKED = -1;

  private final AtomicInteger exitCode = new AtomicInteger(NOT_ASKED);
  private final CountDownLatch asked = new CountDownLatch(1);

  /** The first one to ask decides the exit code. */
  public void stop(int code) {
    exitCode.compareAndSet(NOT_ASKED, code);
    asked.countDown();
  }

  /** Waits for a stop; returns whether it was asked for. */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  public void await() throws InterruptedException {
    asked.await();
  }

  public int exitCode() {
    return exitCode.get();
  }
}
