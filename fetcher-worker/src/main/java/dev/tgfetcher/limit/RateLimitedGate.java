package dev.tgfetcher.limit;

import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Sends the requests of one session within its account's rate limits. Several threads may use it.
 *
 * <ol>
 *   <li>acquires a permit;
 *   <li>sends the request;
 *   <li>reports flood waits: those of refusals, and those that TDLib waits for itself;
 *   <li>after a hold, reports the answer to the probe, so that other requests may follow.
 * </ol>
 */
public final class RateLimitedGate implements RequestGate {
  /** A request that takes this long has met a flood wait, if the session does not report any. */
  private static final Duration ABSORBED = Duration.ofSeconds(3);

  /** TDLib has already waited for the flood wait, so that a short hold reduces the rate. */
  private static final Duration AFTER_ABSORBED = Duration.ofSeconds(1);

  /** The session may report a request this long after its answer. */
  private static final Duration REPORT_DELAY = Duration.ofMillis(50);

  private final RateLimiter limiter;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final FloodReporter floods;
  private final PermitBalance balance;
  private final PermitsAhead ahead;
  private final PermitAcquirer permits;

  /**
   * Creates the gate of a session.
   *
   * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
   * @param counter of the requests that the session sends
   * @param background reserves permits ahead while requests are under way
   */
  public RateLimitedGate(
      RateLimiter limiter,
      Sleeper sleeper,
      LongSupplier nanoTime,
      Patience patience,
      RateLimitListener listener,
      WireRequestCounter counter,
      BackgroundTasks background) {
    this.limiter = limiter;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
    this.floods = new FloodReporter(limiter, listener);
    this.balance = new PermitBalance(counter);
    this.ahead = new PermitsAhead(limiter, nanoTime, background);
    this.permits =
        new PermitAcquirer(limiter, sleeper, nanoTime, patience, listener, balance, ahead);
  }

  /**
   * Waits for a permit and sends the request.
   *
   * @throws PermitUnavailableException if the permit is too far away; nothing was sent
   */
  @Override
  public JsonNode pass(Call call) throws InterruptedException {
    MethodClass method = call.method();
    Request request = call.request();
    if (method == MethodClass.LOCAL) {
      return request.send();
    }
    PermitAcquirer.Acquired permit = permits.acquire(call);
    try {
      return permit.probe() ? probe(method, request) : send(method, request);
    } finally {
      balance.end(permit.taken());
    }
  }

  @Override
  public void endSeries() {
    ahead.endSeries();
  }

  private JsonNode probe(MethodClass method, Request request) throws InterruptedException {
    long sentBefore = balance.sent(method);
    boolean answered = false;
    try {
      JsonNode answer = send(method, request);
      answered = true;
      return answer;
    } catch (TelegramException e) {
      answered = isAnswer(e.type());
      throw e;
    } finally {
      try {
        if (answered && wasSent(method, sentBefore)) {
          limiter.probeSucceeded(method);
        }
      } finally {
        limiter.unlockProbe(method);
      }
    }
  }

  private static boolean isAnswer(TelegramErrorType type) {
    return switch (type) {
      case FLOOD, UNAVAILABLE, TIMEOUT -> false;
      default -> true;
    };
  }

  /** An answer of TDLib's own does not show that Telegram answers again. */
  private boolean wasSent(MethodClass method, long sentBefore) throws InterruptedException {
    if (!balance.isBlind() && balance.sent(method) == sentBefore) {
      sleeper.sleep(REPORT_DELAY);
    }
    return balance.isBlind() || balance.sent(method) > sentBefore;
  }

  private JsonNode send(MethodClass method, Request request) throws InterruptedException {
    long start = nanoTime.getAsLong();
    long floodsBefore = balance.floods(method);
    try {
      JsonNode answer = request.send();
      if (balance.isBlind() && since(start).compareTo(ABSORBED) >= 0) {
        floods.report(method, AFTER_ABSORBED);
      }
      return answer;
    } catch (TelegramException e) {
      Duration wait = e.error().retryAfter();
      if (wait != null && balance.floods(method) == floodsBefore) {
        floods.report(method, wait);
      }
      throw e;
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
