package dev.tgfetcher.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a worker to stop with an exit code. The first request counts; any thread may make it. */
public final class StopSignal {
  private static final int NOT_REQUESTED = -1;

  private final AtomicInteger exitCode = new AtomicInteger(NOT_REQUESTED);
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Requests the stop. The exit code of the first request stays. */
  public void stop(int code) {
    exitCode.compareAndSet(NOT_REQUESTED, code);
    requested.countDown();
  }

  /** Waits for a stop; returns whether one was requested. */
  boolean await(long millis) throws InterruptedException {
    return requested.await(millis, TimeUnit.MILLISECONDS);
  }

  void await() throws InterruptedException {
    requested.await();
  }

  int exitCode() {
    return exitCode.get();
  }
}
