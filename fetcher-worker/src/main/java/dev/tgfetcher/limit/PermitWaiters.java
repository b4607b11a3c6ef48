package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who wait for a budget in this process: each until its time has come, or until all are
 * called since their turns have changed.
 */
public final class PermitWaiters implements Sleeper {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private long calls;

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long before = calls;
      long left = duration.toNanos();
      while (left > 0 && calls == before) {
        left = called.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Everybody asks again now. */
  public void call() {
    lock.lock();
    try {
      calls++;
      called.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
