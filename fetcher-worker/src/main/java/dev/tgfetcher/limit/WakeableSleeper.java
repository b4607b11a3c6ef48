package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads wait for their permits, and wakes them early when a rate has changed. */
public final class WakeableSleeper implements Sleeper {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private long wakeUps;

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long before = wakeUps;
      long left = duration.toNanos();
      while (left > 0 && wakeUps == before) {
        left = woken.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the sleep of every thread that sleeps now. */
  public void wakeAll() {
    lock.lock();
    try {
      wakeUps++;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
