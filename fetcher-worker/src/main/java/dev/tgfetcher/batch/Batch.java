package dev.tgfetcher.batch;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.InvalidWindowException;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.event.FileUrls;
import dev.tgfetcher.event.TraceSource;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.fetch.DayLocks;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.fetch.Fetcher;
import dev.tgfetcher.fetch.FetcherFactory;
import dev.tgfetcher.file.StorageException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches commands one after the other, with one session:
 *
 * <ol>
 *   <li>retries a failed command as a worker does, but waits in place; a flood wait costs no
 *       attempt;
 *   <li>goes on with the next command when one has failed for good;
 *   <li>stops after an interrupt, or when Telegram has refused the session.
 * </ol>
 */
public final class Batch {
  private static final Logger log = LoggerFactory.getLogger(Batch.class);
  private final Settings settings;
  private final ClientSource session;
  private final String tdlibVersion;
  private final RequestGate gate;
  private final BatchListener listener;
  private final FetchListener fetches;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final RetryPolicy policy;
  private final CircuitBreaker telegram = new CircuitBreaker("Telegram");

  /**
   * Creates a batch.
   *
   * @param tdlibVersion stands in the header of each day's file
   * @param sleeper waits between two attempts
   */
  public Batch(
      Settings settings,
      ClientSource session,
      String tdlibVersion,
      RequestGate gate,
      BatchListener listener,
      FetchListener fetches,
      InstantSource clock,
      RandomGenerator random,
      Sleeper sleeper) {
    this.settings = settings;
    this.session = session;
    this.tdlibVersion = tdlibVersion;
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

  /** Returns the result of each command that was started; an interrupt ends the batch early. */
  public List<BatchResult> run(List<FetchCommand> commands) {
    List<BatchResult> results = new ArrayList<>();
    String id = WorkerId.create(random);
    try (OpenArchive archive = ArchiveFactory.open(settings.archiveLocation(), clock)) {
      run(commands, archive, id, results);
      foldProgress(archive);
    }
    return results;
  }

  private void run(
      List<FetchCommand> commands, OpenArchive archive, String id, List<BatchResult> results) {
    EventFactory events =
        new EventFactory(
            settings.redis().serviceName(),
            id,
            clock,
            new FileUrls(settings.archive().archivePublicUrl()),
            TraceSource.NONE);
    try (SpoolFolder spools = SpoolFolder.open(settings.archive().dataDir(), id)) {
      FetcherFactory fetchers =
          new FetcherFactory(settings, events, archive, spools, clock, fetches);
      for (FetchCommand command : commands) {
        BatchResult result = run(command, fetchers);
        results.add(result);
        listener.chatEnded(result);
        if (result.endsBatch()) {
          break;
        }
      }
    }
  }

  private static void foldProgress(OpenArchive archive) {
    try {
      archive.progress().fold();
    } catch (StorageException failure) {
      log.warn("progress.json is not up to date: {}", failure.toString());
    }
  }

  private BatchResult run(FetchCommand command, FetcherFactory fetchers) {
    BatchJob job = new BatchJob(command, clock.instant(), listener::onEvent);
    Fetcher fetcher =
        fetchers.fetcher(
            new CountingClientSource(session, listener::pageRead),
            tdlibVersion,
            new GuardedGate(telegram, gate),
            UsernameCache.none(),
            DayLocks.none());
    listener.chatStarted(command, days(fetcher, command));
    try {
      for (FetchCommand next = job.next(); next != null; next = job.next()) {
        run(next, fetcher, job);
      }
      return job.result(clock.instant());
    } catch (InterruptedException e) {
      return job.interrupted(clock.instant());
    }
  }

  private void run(FetchCommand command, Fetcher fetcher, BatchJob job)
      throws InterruptedException {
    int attempt = 1;
    while (command.equals(job.next())) {
      try {
        session.openClient();
        job.completed(fetcher.fetch(job.startRun(command, clock.instant())));
      } catch (Throwable thrown) {
        if (Thread.interrupted() || thrown instanceof InterruptedException) {
          throw new InterruptedException();
        }
        Failure failure = FailureClassifier.classify(thrown);
        Verdict verdict = policy.verdict(failure, attempt, random::nextDouble);
        attempt += verdict.kind() == Verdict.Kind.RETRY ? 1 : 0;
        settle(failure, verdict, job);
      }
    }
  }

  private void settle(Failure failure, Verdict verdict, BatchJob job) throws InterruptedException {
    Duration wait =
        switch (verdict.kind()) {
          case RETRY -> longer(verdict.delay(), telegram.remaining());
          case DEFER -> verdict.delay();
          case STOP_WORKER -> {
            job.giveUpAll(failure);
            yield null;
          }
          case GIVE_UP, REQUEUE -> {
            job.giveUp(failure);
            yield null;
          }
        };
    if (wait != null) {
      awaitRetry(failure, wait);
    }
  }

  private void awaitRetry(Failure failure, Duration delay) throws InterruptedException {
    listener.waiting(failure, delay);
    sleeper.sleep(delay);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static OptionalInt days(Fetcher fetcher, FetchCommand command) {
    try {
      Optional<FetchWindow> window = fetcher.window(command);
      return window.isPresent() && window.get().sinceFirstMessage()
          ? OptionalInt.empty()
          : OptionalInt.of((int) window.stream().flatMap(FetchWindow::days).count());
    } catch (InvalidWindowException e) {
      // The attempt fails for the same reason and reports it.
      return OptionalInt.empty();
    }
  }
}
