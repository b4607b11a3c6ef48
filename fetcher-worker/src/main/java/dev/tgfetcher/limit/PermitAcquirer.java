package dev.tgfetcher.limit;

import dev.tgfetcher.limit.RequestGate.Call;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Acquires the permits of one session. Several threads may ask; the requests of a class get their
 * permits one after the other, in the order of asking. A request:
 *
 * <ol>
 *   <li>uses the place that the request before has reserved, if its time has come;
 *   <li>else reserves a permit for itself, and further ones for those that TDLib sent without;
 *   <li>waits for the permit, and in a series reserves the next one with it;
 *   <li>after a hold waits for the probe lock;
 *   <li>fails if a hold is too long, or if a username's permit is far away. Nothing of the command
 *       is done at that point, and its session can work on other commands.
 * </ol>
 */
final class PermitAcquirer {
  /** A started command waits for a permit, unless the rate is too low for any day to be read. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  private final RateLimiter limiter;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final Patience patience;
  private final RateLimitListener listener;
  private final PermitBalance balance;
  private final PermitsAhead ahead;
  private final Map<MethodClass, Lock> turns = new ConcurrentHashMap<>();

  /**
   * The permit of a call.
   *
   * @param probe whether the call is the probe after a hold, whose lock the caller has to unlock
   * @param taken has to be ended with the call
   */
  record Acquired(boolean probe, PermitBalance.Taken taken) {}

  PermitAcquirer(
      RateLimiter limiter,
      Sleeper sleeper,
      LongSupplier nanoTime,
      Patience patience,
      RateLimitListener listener,
      PermitBalance balance,
      PermitsAhead ahead) {
    this.limiter = limiter;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.listener = listener;
    this.balance = balance;
    this.ahead = ahead;
  }

  /**
   * Waits until a request may be sent.
   *
   * @throws PermitUnavailableException if the permit is further away than the request may wait
   */
  Acquired acquire(Call call) throws InterruptedException {
    long start = nanoTime.getAsLong();
    Lock turn = turns.computeIfAbsent(call.method(), method -> new ReentrantLock(true));
    turn.lockInterruptibly();
    try {
      Acquired acquired = acquire(call, start, balance.take(call.method(), call.requests()));
      listener.waited(call.method(), since(start));
      return acquired;
    } finally {
      turn.unlock();
    }
  }

  private Acquired acquire(Call call, long start, PermitBalance.Taken taken)
      throws InterruptedException {
    boolean acquired = false;
    try {
      boolean probe = acquire(call, start, taken.owed() + call.requests() - 1);
      acquired = true;
      return new Acquired(probe, taken);
    } finally {
      if (!acquired) {
        balance.giveBack(taken);
      }
    }
  }

  private boolean acquire(Call call, long start, int owed) throws InterruptedException {
    boolean inSeries = ahead.isInSeries(call.method());
    PermitsAhead.Place place = call.subject() == null ? ahead.take(call.method()) : null;
    if (place == null || !ahead.isDue(place)) {
      return await(request(call, owed, place), start, place, inSeries);
    }
    ahead.use(request(call, owed, place));
    boolean stillDue = ahead.isDue(place);
    return !stillDue && await(request(call, owed, null), start, null, inSeries);
  }

  private PermitRequest request(Call call, int owed, PermitsAhead.@Nullable Place place) {
    MethodClass method = call.method();
    String subject = call.subject();
    Duration maxWait = method == MethodClass.RESOLVE ? patience.ofLookup() : LONGEST_WAIT;
    String id = place != null ? place.id() : subject != null ? subject : newId();
    return new PermitRequest(
        method,
        id,
        owed,
        patience.ofHold(method),
        maxWait,
        false,
        null,
        place != null,
        subject != null);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  private boolean await(
      PermitRequest request, long start, PermitsAhead.@Nullable Place place, boolean inSeries)
      throws InterruptedException {
    Attempt attempt = new Attempt(request);
    try {
      Duration wait = place == null ? Duration.ZERO : ahead.untilDue(place);
      boolean waits = !wait.isNegative() && !wait.isZero();
      if (waits) {
        sleeper.sleep(wait);
      }
      if (waits || (inSeries && !request.keepsPlace())) {
        attempt.reserveNext();
      }
      return await(attempt, start);
    } catch (InterruptedException e) {
      limiter.release(request);
      throw e;
    } finally {
      ahead.close(request.method(), attempt.next);
    }
  }

  /** The state of a request that waits for its permit. */
  private final class Attempt {
    private PermitRequest request;
    private @Nullable CompletableFuture<PermitsAhead.@Nullable Place> next;

    Attempt(PermitRequest request) {
      this.request = request;
    }

    void reserveNext() {
      if (next == null) {
        next = ahead.open(request.method());
        request = next == null ? request : request.reserving(newId());
      }
    }
  }

  private boolean await(Attempt attempt, long start) throws InterruptedException {
    long holds = limiter.holds(attempt.request.method());
    PermitDecision decision = limiter.reserve(attempt.request);
    while (!(decision instanceof PermitDecision.Granted granted)) {
      decision =
          switch (decision.kind()) {
            case GRANTED -> decision;
            case WAIT -> {
              sleeper.sleep(((PermitDecision.Wait) decision).time());
              attempt.reserveNext();
              holds = limiter.holds(attempt.request.method());
              yield limiter.reserve(attempt.request.after(since(start)));
            }
            case HOLD_OVER -> reserveProbe(attempt.request.after(since(start)));
            case TOO_LONG -> throw unavailable(attempt.request, (PermitDecision.TooLong) decision);
          };
    }
    ahead.keep(attempt.next, attempt.request, granted, holds);
    return granted.probe();
  }

  private PermitUnavailableException unavailable(
      PermitRequest request, PermitDecision.TooLong decision) {
    listener.deferred(request.method(), decision.time());
    return new PermitUnavailableException(request.method(), decision.time(), decision.held());
  }

  private PermitDecision reserveProbe(PermitRequest request) throws InterruptedException {
    if (!limiter.lockProbe(request.method(), request.maxHold())) {
      return new PermitDecision.TooLong(patience.ofHold(), true);
    }
    boolean probing = false;
    try {
      PermitDecision decision = limiter.reserve(request.asProbe());
      probing = decision instanceof PermitDecision.Granted granted && granted.probe();
      return decision;
    } finally {
      if (!probing) {
        limiter.unlockProbe(request.method());
      }
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
