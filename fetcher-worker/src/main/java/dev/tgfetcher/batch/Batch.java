package dev.tgfetcher.batch;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.FetchHandler;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.fetch.FetchWindow;
import dev.tgfetcher.fetch.FetcherFactory;
import dev.tgfetcher.fetch.InvalidWindowException;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.CountingClientSource;
import dev.tgfetcher.history.UsernameCache;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.limit.Sleeper;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.GuardedGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Carries out commands one after the other, with one session:
 *
 * <ol>
 *   <li>each again after a failure, as a worker does, but here and now; after a flood wait as often
 *       as it takes;
 *   <li>the next one when one has failed for good;
 *   <li>none after an interrupt, or when the session is of no more use.
 * </ol>
 */
public final class Batch {
  private final Settings settings;
  private final ClientSource session;
  private final RequestGate gate;
  private final BatchListener listener;
  private final FetchListener fetches;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final RetryPolicy policy;
  private final CircuitBreaker telegram = new CircuitBreaker("Telegram");

  /**
   * Prepares.
   *
   * @param sleeper waits between two attempts
   */
  public Batch(
      Settings settings,
      ClientSource session,
      RequestGate gate,
      BatchListener listener,
      FetchListener fetches,
      InstantSource clock,
      RandomGenerator random,
      Sleeper sleeper) {
    this.settings = settings;
    this.session = session;
    this.gate = gate;
    this.listener = listener;
    this.fetches = fetches;
    this.clock = clock;
    this.random = random;
    this.sleeper = sleeper;
    this.policy =
        new RetryPolicy(
            settings.retry().maxRetryAttempts(),
            settings.retry().retryBaseDelay(),
            settings.retry().retryMaxDelay());
  }

  /** Returns what became of each command that was begun; an interrupt ends it early. */
  public List<BatchResult> run(List<FetchCommand> commands) {
    List<BatchResult> results = new ArrayList<>();
    String id = WorkerId.create(random);
    ArchiveLayout layout = new ArchiveLayout(settings.archive().dataDir());
    EventFactory events = new EventFactory(settings.redis().serviceName(), id, clock);
    try (SpoolFolder spools = SpoolFolder.open(layout.root(), id)) {
      FetcherFactory handlers =
          new FetcherFactory(settings, events, layout, spools, clock, fetches);
      for (FetchCommand command : commands) {
        BatchResult result = carryOut(command, handlers);
        results.add(result);
        listener.chatEnded(result);
        if (result.endsBatch()) {
          break;
        }
      }
    }
    return results;
  }

  private BatchResult carryOut(FetchCommand command, FetcherFactory handlers) {
    BatchJob errand = new BatchJob(command, clock.instant(), listener::onEvent);
    FetchHandler handler =
        handlers.handler(
            new CountingClientSource(session, listener::pageRead),
            new GuardedGate(telegram, gate),
            UsernameCache.none(),
            Exclusivity.none(),
            errand);
    listener.chatStarted(command, days(handler, command));
    try {
      for (FetchCommand next = errand.next(); next != null; next = errand.next()) {
        carryOut(next, handler, errand);
      }
      return errand.result(clock.instant());
    } catch (InterruptedException e) {
      return errand.interrupted(clock.instant());
    }
  }

  private void carryOut(FetchCommand command, FetchHandler handler, BatchJob errand)
      throws InterruptedException {
    int attempt = 1;
    while (command.equals(errand.next())) {
      try {
        errand.completed(handler.handle(errand.lease(command, attempt, clock.instant())));
      } catch (Throwable thrown) {
        if (Thread.interrupted() || thrown instanceof InterruptedException) {
          throw new InterruptedException();
        }
        Failure failure = FailureClassifier.classify(thrown);
        Verdict verdict = policy.verdict(failure, attempt, random::nextDouble);
        attempt += verdict instanceof Verdict.Retry ? 1 : 0;
        settle(failure, verdict, errand);
      }
    }
  }

  private void settle(Failure failure, Verdict verdict, BatchJob errand)
      throws InterruptedException {
    if (verdict instanceof Verdict.Retry retry) {
      waitAfter(failure, longer(retry.delay(), telegram.remaining()));
    } else if (verdict instanceof Verdict.Defer defer) {
      waitAfter(failure, defer.delay());
    } else if (verdict instanceof Verdict.StopWorker) {
      errand.giveUpAll(failure);
    } else {
      errand.giveUp(failure);
    }
  }

  private void waitAfter(Failure failure, Duration time) throws InterruptedException {
    listener.waiting(failure, time);
    sleeper.sleep(time);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static OptionalInt days(FetchHandler handler, FetchCommand command) {
    try {
      Optional<FetchWindow> window = handler.window(command);
      return window.isPresent() && window.get().sinceFirstMessage()
          ? OptionalInt.empty()
          : OptionalInt.of((int) window.stream().flatMap(FetchWindow::days).count());
    } catch (InvalidWindowException e) {
      // The attempt will fail for the same reason, and tell of it.
      return OptionalInt.empty();
    }
  }
}
