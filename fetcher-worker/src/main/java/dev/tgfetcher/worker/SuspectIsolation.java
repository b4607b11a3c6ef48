package dev.tgfetcher.worker;

import dev.tgfetcher.failure.RequeueException;
import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.schema.event.Event;
import java.time.Duration;
import java.util.List;

/**
 * Runs a command alone in this worker if the next death of its worker makes a dead letter of it.
 * Then no other command of the worker is taken for the cause of that death.
 *
 * <ol>
 *   <li>While a suspect runs, or waits to run, the worker takes no other command; one that was
 *       taken in that moment is requeued untouched;
 *   <li>a suspect waits until the commands in flight have ended.
 * </ol>
 */
final class SuspectIsolation {
  /** Less than a silent loop may be silent. */
  private static final Duration BEAT = Duration.ofSeconds(30);

  private int running;
  private boolean isReserved;

  /** Wraps the handler of one processor. */
  CommandHandler around(CommandHandler handler) {
    return new CommandHandler() {
      @Override
      public boolean isReady() {
        return isOpen() && handler.isReady();
      }

      @Override
      public String account() {
        return handler.account();
      }

      @Override
      public List<Event> handle(Lease lease) throws Exception {
        boolean alone = Reclaimer.isSuspect(lease);
        begin(alone);
        try {
          return handler.handle(lease);
        } finally {
          end(alone);
        }
      }
    };
  }

  /** The number of commands that run now. */
  synchronized int running() {
    return running;
  }

  private synchronized boolean isOpen() {
    return !isReserved;
  }

  private synchronized void begin(boolean alone) throws InterruptedException {
    if (isReserved) {
      throw new RequeueException("a suspected command runs alone in this worker", null);
    }
    isReserved = alone;
    try {
      while (alone && running > 0) {
        wait(BEAT.toMillis());
        LivenessTracker.beat();
      }
      running++;
    } catch (InterruptedException stopped) {
      isReserved = false;
      throw stopped;
    }
  }

  private synchronized void end(boolean alone) {
    running--;
    if (alone) {
      isReserved = false;
    }
    notifyAll();
  }
}
