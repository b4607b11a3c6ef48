package dev.tgfetcher.worker;

import dev.tgfetcher.session.RedisOutage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that work through commands.
 *
 * <ol>
 *   <li>{@link #start}: each takes and handles one command after the other;
 *   <li>{@link #quiet}: nothing new is taken;
 *   <li>{@link #stop}: what is not done by the deadline is interrupted and goes back to the queue.
 * </ol>
 */
final class ProcessorPool {
  private static final Logger log = LoggerFactory.getLogger(ProcessorPool.class);

  /** Long enough not to spin while Redis is away. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** For giving back what was interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final RedisOutage outage;
  private final List<Thread> threads = new ArrayList<>();
  private final BooleanSupplier mayTake;
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch quiet = new CountDownLatch(1);

  /**
   * Makes a thread for each processor.
   *
   * @param mayTake whether a new command may be taken now
   */
  ProcessorPool(List<Processor> processors, RedisOutage outage, BooleanSupplier mayTake) {
    this.outage = outage;
    this.mayTake = mayTake;
    for (Processor processor : processors) {
      threads.add(new Thread(() -> loop(processor), "processor-" + (threads.size() + 1)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void loop(Processor processor) {
    while (quiet.getCount() > 0) {
      try {
        if (mayTake.getAsBoolean() && processor.isReady() && outage.circuit().tryAcquire()) {
          if (!processor.processOne()) {
            // There being no command is Redis' answer; the end of one may wait in the outbox.
            outage.recordAnswer();
          }
        } else {
          pause();
        }
      } catch (RuntimeException | Error failure) {
        goOnAfter(failure);
      }
    }
  }

  private void goOnAfter(Throwable failure) {
    // Whoever interrupts a thread of a worker that is not stopping must not end its work.
    boolean interrupted = Thread.interrupted();
    if (!interrupted && !outage.recordFailure(failure)) {
      failures.incrementAndGet();
      log.error("A processor failed; it goes on", failure);
    }
    pause();
  }

  private void pause() {
    try {
      boolean unused = quiet.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      log.debug("Interrupted; the loop decides whether that is the end");
    }
  }

  /** Failures that no command explains, and Redis being away does not either. */
  long failures() {
    return failures.get();
  }

  void quiet() {
    quiet.countDown();
  }

  /** Waits for the commands in hand until the deadline, then interrupts them. */
  void stop(Duration patience) throws InterruptedException {
    quiet();
    join(patience);
    threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
    join(GRACE);
  }

  private void join(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, left));
    }
  }
}
