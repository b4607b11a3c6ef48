package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places in line that a session has ahead of its requests, one for each class. A request of the
 * class takes the place before another one is reserved.
 *
 * <ol>
 *   <li>a request of a series reserves a place for the next one, in the order of asking;
 *   <li>the next request takes the place. If its time has come, and no hold was reported since, the
 *       request is sent at once. Redis learns of it, and reserves the place after it, while the
 *       request is under way;
 *   <li>at the end of a series a place is given back if no other request is behind it. Else it
 *       would expire unused, and the session's next series takes it;
 *   <li>a place that is not used within a second of its time is given back.
 * </ol>
 */
final class PermitsAhead {
  private static final Logger log = LoggerFactory.getLogger(PermitsAhead.class);

  /** Classes whose requests follow one another. */
  private static final Set<MethodClass> SERIES =
      EnumSet.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.REPLIES);

  /** A place expires this time after the time of its permit; a series ends after such a pause. */
  private static final Duration EXPIRY = Duration.ofSeconds(1);

  private final RateLimiter limiter;
  private final LongSupplier nanoTime;
  private final BackgroundTasks background;
  private final Map<MethodClass, CompletableFuture<@Nullable Place>> places =
      new EnumMap<>(MethodClass.class);
  private final Map<MethodClass, Long> lastRequests = new EnumMap<>(MethodClass.class);

  /**
   * A reserved permit.
   *
   * @param request that will be sent in this place
   * @param nanos its time, in {@link System#nanoTime}
   * @param holds number of holds before it was reserved
   */
  record Place(PermitRequest request, long nanos, long holds) {
    MethodClass method() {
      return request.method();
    }

    String id() {
      return request.id();
    }
  }

  /**
   * Creates places of a session.
   *
   * @param background sends requests to Redis while requests to Telegram are under way
   */
  PermitsAhead(RateLimiter limiter, LongSupplier nanoTime, BackgroundTasks background) {
    this.limiter = limiter;
    this.nanoTime = nanoTime;
    this.background = background;
  }

  /** Whether the request follows another one of its series. */
  synchronized boolean isInSeries(MethodClass method) {
    long now = nanoTime.getAsLong();
    Long last = lastRequests.put(method, now);
    return last != null && SERIES.contains(method) && now - last <= EXPIRY.toNanos();
  }

  /**
   * Takes the place of the next request of a class. One thread at a time may take a place of a
   * class.
   *
   * @return null if there is none
   */
  @Nullable Place take(MethodClass method) throws InterruptedException {
    CompletableFuture<@Nullable Place> place = placeOf(method);
    if (place == null) {
      return null;
    }
    try {
      Place found = place.get();
      return remove(method, place) && found != null && !isExpired(found) ? found : null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized @Nullable CompletableFuture<@Nullable Place> placeOf(MethodClass method) {
    return places.get(method);
  }

  private synchronized boolean remove(
      MethodClass method, CompletableFuture<@Nullable Place> place) {
    return places.remove(method, place);
  }

  private boolean isExpired(Place place) {
    return untilDue(place).compareTo(EXPIRY.negated()) < 0;
  }

  /** Returns the time until a place may be used; zero or negative if its time has come. */
  Duration untilDue(Place place) {
    return Duration.ofNanos(place.nanos() - nanoTime.getAsLong());
  }

  /**
   * Whether the request of a place may be sent without asking Redis again: its time has come, and
   * there was no hold since it was reserved. A hold that is reported later than this is one that
   * the answer of Redis would not have shown either.
   */
  boolean isDue(Place place) {
    long holds = limiter.holds(place.method());
    return holds >= 0 && holds == place.holds() && nanoTime.getAsLong() - place.nanos() >= 0;
  }

  /** Reports the use of a due place, and reserves the one after it, on another thread. */
  void use(PermitRequest request) {
    CompletableFuture<@Nullable Place> next = open(request.method());
    PermitRequest used = next == null ? request : request.reserving(PermitAcquirer.newId());
    try {
      background.run(
          () -> {
            try {
              report(used, next);
            } finally {
              close(request.method(), next);
            }
          });
    } catch (RejectedExecutionException stopping) {
      close(request.method(), next);
    }
  }

  /**
   * A place that a hold or a lower rate has moved is not given back: the request that used it was
   * sent.
   */
  private void report(PermitRequest used, @Nullable CompletableFuture<@Nullable Place> next) {
    try {
      long holds = limiter.holds(used.method());
      if (limiter.reserve(used) instanceof PermitDecision.Granted granted) {
        keep(next, used, granted, holds);
      }
    } catch (RuntimeException e) {
      log.warn("Redis does not know of a used permit of {}", used.method().wireName(), e);
    }
  }

  /**
   * Opens a place for the next request of a class.
   *
   * @return null if there is one already, or the class has no series
   */
  synchronized @Nullable CompletableFuture<@Nullable Place> open(MethodClass method) {
    if (!SERIES.contains(method) || places.containsKey(method)) {
      return null;
    }
    CompletableFuture<@Nullable Place> place = new CompletableFuture<>();
    places.put(method, place);
    return place;
  }

  /** Closes an opened place that nothing was kept in. */
  synchronized void close(MethodClass method, @Nullable CompletableFuture<@Nullable Place> place) {
    if (place != null && place.complete(null)) {
      places.remove(method, place);
    }
  }

  /**
   * Keeps the permit that was reserved with a granted one.
   *
   * @param place the opened place; null for none
   * @param holds number of holds before the request
   */
  void keep(
      @Nullable CompletableFuture<@Nullable Place> place,
      PermitRequest request,
      PermitDecision.Granted granted,
      long holds) {
    String id = request.nextId();
    Duration wait = granted.next();
    if (place == null || id == null || wait == null) {
      return;
    }
    long nanos = nanoTime.getAsLong() + wait.toNanos();
    PermitRequest next = request.forNext(id);
    if (place.complete(new Place(next, nanos, holds))) {
      background.runAfter(wait.plus(EXPIRY), () -> giveBack(next, place));
    }
  }

  /** Gives back the places that another session can use, on another thread. */
  void endSeries() {
    synchronized (this) {
      lastRequests.clear();
      if (places.isEmpty()) {
        return;
      }
    }
    try {
      background.run(() -> SERIES.forEach(this::giveBackIfLast));
    } catch (RejectedExecutionException stopping) {
      log.debug("The places in line expire", stopping);
    }
  }

  private void giveBackIfLast(MethodClass method) {
    CompletableFuture<@Nullable Place> kept = placeOf(method);
    Place place = kept == null ? null : kept.getNow(null);
    if (kept == null || place == null || !remove(method, kept)) {
      return;
    }
    try {
      if (!limiter.releaseIfLast(place.request()) && !putBack(method, kept)) {
        limiter.release(place.request());
      }
    } catch (RuntimeException e) {
      log.warn("Redis does not know of an unused permit of {}", method.wireName(), e);
    }
  }

  private synchronized boolean putBack(
      MethodClass method, CompletableFuture<@Nullable Place> place) {
    return places.putIfAbsent(method, place) == null;
  }

  private void giveBack(PermitRequest unused, CompletableFuture<@Nullable Place> place) {
    if (!remove(unused.method(), place)) {
      return;
    }
    try {
      limiter.release(unused);
    } catch (RuntimeException e) {
      log.warn("Redis does not know of an unused permit of {}", unused.method().wireName(), e);
    }
  }
}
