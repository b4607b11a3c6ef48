package dev.tgfetcher.worker;

import dev.tgfetcher.health.LivenessTracker;
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
 * The threads that process commands:
 *
 * <ol>
 *   <li>{@link #start}: each thread processes one command after the other;
 *   <li>{@link #quiet}: no thread takes another command;
 *   <li>{@link #stop}: a command in flight at the deadline is interrupted and requeued.
 * </ol>
 */
final class ProcessorPool {
  private static final Logger log = LoggerFactory.getLogger(ProcessorPool.class);

  /** The wait after a failure or a refusal to take, so that the loop does not spin. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The time in which interrupted commands are requeued. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final RedisOutage outage;
  private final LivenessTracker liveness;
  private final List<Thread> threads = new ArrayList<>();
  private final BooleanSupplier mayTake;
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch quiet = new CountDownLatch(1);

  /**
   * @param mayTake whether a new command may be taken now
   */
  ProcessorPool(
      List<Processor> processors,
      RedisOutage outage,
      LivenessTracker liveness,
      BooleanSupplier mayTake) {
    this.outage = outage;
    this.liveness = liveness;
    this.mayTake = mayTake;
    for (Processor processor : processors) {
      threads.add(new Thread(() -> loop(processor), "processor-" + (threads.size() + 1)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void loop(Processor processor) {
    try (LivenessTracker.Loop loop = liveness.begin(Thread.currentThread().getName())) {
      while (quiet.getCount() > 0) {
        loop.beat();
        takeAndProcess(processor);
      }
    }
  }

  private void takeAndProcess(Processor processor) {
    try {
      if (mayTake.getAsBoolean() && processor.isReady() && outage.tryAcquire()) {
        if (processor.processOne()) {
          // The end of the command may wait in the outbox, so Redis may be away by now.
          outage.recordSuccess();
        } else {
          outage.recordAnswer();
        }
      } else {
        pause();
      }
    } catch (RuntimeException | Error failure) {
      recoverFrom(failure);
    }
  }

  private void recoverFrom(Throwable failure) {
    // An interrupt ends the loop only while the worker stops.
    boolean interrupted = Thread.interrupted();
    if (!interrupted && !outage.recordFailureOfProcessor(failure)) {
      failures.incrementAndGet();
      log.error("A processor failed; it goes on", failure);
    }
    pause();
  }

  private void pause() {
    try {
      boolean unused = quiet.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      log.debug("Interrupted; the loop ends only if the worker stops");
    }
  }

  /** The number of failures outside the handling of a command, without outages of Redis. */
  long failures() {
    return failures.get();
  }

  void quiet() {
    quiet.countDown();
  }

  /** Waits for the commands in flight until the deadline, then interrupts them. */
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
