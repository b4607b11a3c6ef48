package dev.tgfetcher.worker;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.log.LogContext;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.CommandListener.Outcome;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.steering.CommandCancelledException;
import dev.tgfetcher.steering.GivesWayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes commands, one at a time:
 *
 * <ol>
 *   <li>takes a command;
 *   <li>handles it;
 *   <li>settles it as done, or by the verdict of the retry policy on its failure.
 * </ol>
 */
public final class Processor {
  /** The longest wait for a command, so that the loop of a stopping worker ends in time. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Processor.class);

  private final CommandQueue queue;
  private final CommandHandler handler;
  private final RetryPolicy policy;
  private final DeadLetterFactory letters;
  private final EventFactory events;
  private final InstantSource clock;
  private final DoubleSupplier random;
  private final CommandListener listener;
  private final Consumer<Failure> onSessionRefused;

  /**
   * Creates a processor for one worker slot.
   *
   * @param onSessionRefused receives the refusal when Telegram refuses the session, before the
   *     command is requeued
   */
  public Processor(
      CommandQueue queue,
      CommandHandler handler,
      RetryPolicy policy,
      DeadLetterFactory letters,
      EventFactory events,
      InstantSource clock,
      DoubleSupplier random,
      CommandListener listener,
      Consumer<Failure> onSessionRefused) {
    this.queue = queue;
    this.handler = handler;
    this.policy = policy;
    this.letters = letters;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.onSessionRefused = onSessionRefused;
  }

  /** Whether a command could be handled now. */
  boolean isReady() {
    return handler.isReady();
  }

  /** Takes and settles a command; returns whether there was one. */
  public boolean processOne() {
    Optional<Lease> lease = queue.lease(POLL, handler.account());
    lease.ifPresent(this::process);
    return lease.isPresent();
  }

  private void process(Lease lease) {
    try {
      LogContext.within(context(lease), () -> handleAndSettle(lease));
    } catch (RuntimeException | Error failure) {
      listener.abandoned(lease);
      queue.abandon(lease, failure);
      throw failure;
    }
  }

  private void handleAndSettle(Lease lease) {
    Instant start = clock.instant();
    log.info("Command taken");
    List<Event> last;
    try {
      listener.taken(lease);
      last = handler.handle(lease);
    } catch (CommandCancelledException cancelled) {
      log.warn("An operator cancels the command ({}); written days stay", cancelled.getMessage());
      settled(lease, queue.cancel(lease), Outcome.CANCELLED);
      return;
    } catch (GivesWayException waiting) {
      log.info("The command gives way, because {}; its finished days stay", waiting.getMessage());
      settled(lease, queue.requeue(lease), Outcome.REQUEUED);
      return;
    } catch (Throwable thrown) {
      boolean interrupted = Thread.interrupted() || thrown instanceof InterruptedException;
      Failure failure = interrupted ? interruption(thrown) : FailureClassifier.classify(thrown);
      fail(lease, thrown, failure, Duration.between(start, clock.instant()));
      restore(interrupted);
      return;
    }
    boolean interrupted = Thread.interrupted();
    settled(lease, queue.complete(lease, last), Outcome.DONE);
    restore(interrupted);
  }

  /** An interrupt makes files, locks and connections fail, each with an exception of its own. */
  private static Failure interruption(Throwable thrown) {
    return new Failure(ErrorType.INTERRUPTED, "the worker stops (" + thrown + ")");
  }

  /** Redisson does nothing on a thread that is marked as interrupted, and the lease must end. */
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> context(Lease lease) {
    return Map.of(
        "command_id", lease.command().commandId(),
        "correlation_id", lease.command().correlationId(),
        "chat", lease.command().chat().folder(),
        "attempt", String.valueOf(lease.attempt()));
  }

  private void fail(Lease lease, Throwable thrown, Failure failure, Duration took) {
    Verdict verdict = policy.verdict(failure, lease.attempt(), random);
    log.warn("Attempt failed: {} ({}): {}", failure.type().wireName(), failure.message(), verdict);
    if (failure.type() == ErrorType.INTERNAL) {
      log.error("A fault of this program", thrown);
    }
    listener.failed(lease, failure, verdict);
    settled(lease, settle(lease, failure, verdict, took), Outcome.of(verdict));
  }

  private Settlement settle(Lease lease, Failure failure, Verdict verdict, Duration took) {
    Duration delay = verdict.delay();
    return switch (verdict.kind()) {
      case RETRY ->
          queue.retry(lease, delay, failure.message(), failed(lease, failure, delay, took));
      case DEFER -> queue.defer(lease, delay, failure.message());
      case GIVE_UP ->
          queue.deadLetter(
              lease, letters.failed(lease, failure), failed(lease, failure, null, took));
      case STOP_WORKER -> {
        reportRefusedSession(failure);
        yield queue.requeue(lease);
      }
      case REQUEUE -> queue.requeue(lease);
    };
  }

  private Event failed(Lease lease, Failure failure, @Nullable Duration next, Duration took) {
    return events.failed(lease.command(), lease.run(), failure, lease.attempt(), next, took);
  }

  /** A failure with the session must not prevent the requeue of the command. */
  private void reportRefusedSession(Failure failure) {
    try {
      onSessionRefused.accept(failure);
    } catch (RuntimeException fault) {
      log.error("The session that Telegram refused could not be put into quarantine", fault);
    }
  }

  private void settled(Lease lease, Settlement settlement, Outcome outcome) {
    boolean leaseLost = settlement == Settlement.LEASE_LOST;
    listener.settled(lease, leaseLost ? Outcome.LEASE_LOST : outcome);
    if (leaseLost) {
      log.warn("Another worker owns the command now, so nothing was written");
      return;
    }
    log.info(
        "Command {}{}",
        outcome == Outcome.DONE ? "done" : "settled",
        settlement == Settlement.KEPT ? ", when Redis is back" : "");
  }
}
