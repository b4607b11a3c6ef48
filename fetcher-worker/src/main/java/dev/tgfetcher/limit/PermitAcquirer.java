package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Acquires the permits of one session, for one thread at a time:
 *
 * <ol>
 *   <li>reserves a permit for the request, and further ones for those that TDLib sent without;
 *   <li>waits for the permit, and in a series reserves the next one with it;
 *   <li>after a hold waits for the probe lock;
 *   <li>fails if a hold is too long, or if a username's permit is far away. Nothing of the command
 *       is done at that point, and its session can work on other commands.
 * </ol>
 */
final class PermitAcquirer {
  /**
   * Classes whose requests follow one another. A permit that is reserved ahead saves one of two
   * round trips to Redis: the one that asks for the time of the permit.
   */
  private static final Set<MethodClass> SERIES =
      EnumSet.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.REPLIES);

  /** A permit that was reserved ahead expires after this time. */
  private static final Duration EXPIRY = Duration.ofSeconds(1);

  /** A started command waits for a permit, unless the rate is too low for any day to be read. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  private final RateLimiter limiter;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final Patience patience;
  private final RateLimitListener listener;
  private final PermitBalance balance;
  private final Map<MethodClass, ReservedPermit> reservedAhead = new EnumMap<>(MethodClass.class);

  /** A permit of a later time, in {@link System#nanoTime}. */
  private record ReservedPermit(String id, long nanos) {}

  PermitAcquirer(
      RateLimiter limiter,
      Sleeper sleeper,
      LongSupplier nanoTime,
      Patience patience,
      RateLimitListener listener,
      PermitBalance balance) {
    this.limiter = limiter;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.listener = listener;
    this.balance = balance;
  }

  /**
   * Waits until a request may be sent.
   *
   * @param requests that TDLib makes of it
   * @param subject identifies a request that a deferred command repeats; null for others
   * @return whether the request is the probe after a hold, whose lock the caller has to unlock
   * @throws PermitUnavailableException if the permit is further away than the request may wait
   */
  boolean acquire(MethodClass method, int requests, @Nullable String subject)
      throws InterruptedException {
    long start = nanoTime.getAsLong();
    long sent = balance.sent(method);
    int owed = balance.owed(method, sent) + requests - 1;
    Duration maxWait = method == MethodClass.RESOLVE ? patience.ofLookup() : LONGEST_WAIT;
    ReservedPermit reserved = subject == null ? reservedAhead(method, start) : null;
    String id = reserved != null ? reserved.id() : subject != null ? subject : newId();
    PermitRequest request =
        new PermitRequest(
            method,
            id,
            owed,
            patience.ofHold(method),
            maxWait,
            false,
            null,
            reserved != null,
            subject != null);
    try {
      boolean probe = reserved == null ? await(request, start) : await(request, start, reserved);
      balance.permit(method, sent, requests);
      listener.waited(method, since(start));
      return probe;
    } catch (InterruptedException e) {
      limiter.release(request);
      throw e;
    }
  }

  private @Nullable ReservedPermit reservedAhead(MethodClass method, long now) {
    ReservedPermit reserved = reservedAhead.remove(method);
    return reserved != null && now - reserved.nanos() <= EXPIRY.toNanos() ? reserved : null;
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Waits first, as the time of the permit is known. */
  private boolean await(PermitRequest request, long start, ReservedPermit reserved)
      throws InterruptedException {
    Duration wait = Duration.ofNanos(reserved.nanos() - start);
    if (wait.isNegative()) {
      return await(request, start);
    }
    sleeper.sleep(wait);
    return await(request.reserving(newId()), start);
  }

  private boolean await(PermitRequest first, long start) throws InterruptedException {
    PermitRequest request = first;
    PermitDecision decision = limiter.reserve(request);
    while (!(decision instanceof PermitDecision.Granted granted)) {
      decision =
          switch (decision.kind()) {
            case GRANTED -> decision;
            case WAIT -> {
              sleeper.sleep(((PermitDecision.Wait) decision).time());
              request = withNext(request);
              yield limiter.reserve(request.after(since(start)));
            }
            case HOLD_OVER -> reserveProbe(request.after(since(start)));
            case TOO_LONG -> throw unavailable(request, (PermitDecision.TooLong) decision);
          };
    }
    keepNext(request, granted);
    return granted.probe();
  }

  private static PermitRequest withNext(PermitRequest request) {
    boolean reservesNext = SERIES.contains(request.method()) && request.nextId() == null;
    return reservesNext ? request.reserving(newId()) : request;
  }

  private PermitUnavailableException unavailable(
      PermitRequest request, PermitDecision.TooLong decision) {
    listener.deferred(request.method(), decision.time());
    return new PermitUnavailableException(request.method(), decision.time(), decision.held());
  }

  private void keepNext(PermitRequest request, PermitDecision.Granted granted) {
    String id = request.nextId();
    Duration wait = granted.next();
    if (id != null && wait != null) {
      reservedAhead.put(
          request.method(), new ReservedPermit(id, nanoTime.getAsLong() + wait.toNanos()));
    }
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
