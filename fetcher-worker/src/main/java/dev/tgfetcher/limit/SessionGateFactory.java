package dev.tgfetcher.limit;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the request gate of each session of a process. A thread {@code flood-reporter} reports
 * flood waits: TDLib's threads see them first and must not wait for Redis. A thread {@code
 * permits-ahead} reserves permits while requests are under way.
 */
public final class SessionGateFactory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionGateFactory.class);

  /** Assumed number of sessions of an account during an outage of Redis. */
  private static final int SHARERS = 8;

  private static final long LAST_REPORTS_SECONDS = 1;

  private final Supplier<RateLimits> rates;
  private final RateLimitListener listener;
  private final Sleeper sleeper;
  private final ExecutorService reporter = thread("flood-reporter");
  private final ExecutorService ahead = thread("permits-ahead");
  private @Nullable HoldNotices notices;

  /**
   * Creates a factory.
   *
   * @param rates read for every request
   * @param sleeper where requests wait for their permits
   */
  public SessionGateFactory(
      Supplier<RateLimits> rates, RateLimitListener listener, Sleeper sleeper) {
    this.rates = rates;
    this.listener = listener;
    this.sleeper = sleeper;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Creates a gate with the rate limits that all sessions of the account share.
   *
   * @param deferAfter longest hold that a request waits for
   */
  public RequestGate shared(
      TelegramSession session, RedisConnection redis, RedisKeys keys, Duration deferAfter) {
    RateLimiter shared =
        new RedisRateLimiter(
            redis, keys, String.valueOf(session.userId()), rates, notices(redis, keys));
    RateLimiter local = new LocalRateLimiter(rates, SHARERS, System::nanoTime);
    return gate(
        session,
        new FallbackRateLimiter(shared, local, System::nanoTime),
        Patience.deferringAfter(deferAfter));
  }

  /** All sessions of the process have one subscription. */
  private synchronized HoldNotices notices(RedisConnection redis, RedisKeys keys) {
    HoldNotices known = notices;
    if (known == null) {
      known = HoldNotices.subscribe(redis, keys);
      notices = known;
    }
    return known;
  }

  /** Creates a gate for a run without Redis. It waits for every permit and defers no command. */
  public RequestGate local(TelegramSession session) {
    return gate(session, new LocalRateLimiter(rates, 1, System::nanoTime), Patience.ENDLESS);
  }

  private RequestGate gate(TelegramSession session, RateLimiter limiter, Patience patience) {
    FloodReporter floods = new FloodReporter(limiter, listener);
    WireRequestCounter counter =
        new WireRequestCounter((method, wait) -> report(floods, method, wait));
    var unused = session.onWire(counter.andThen(this::notifySent));
    return new RateLimitedGate(
        limiter, sleeper, System::nanoTime, patience, listener, counter, BackgroundTasks.on(ahead));
  }

  private void notifySent(WireEvent event) {
    if (event.floodWait() == null) {
      listener.sent(MethodClassifier.classOf(event.method()));
    }
  }

  private void report(FloodReporter floods, MethodClass method, Duration wait) {
    reporter.execute(
        () -> {
          try {
            floods.report(method, wait);
          } catch (RuntimeException e) {
            log.warn(
                "Other workers do not know of a flood wait of {} s for {} requests",
                wait.toSeconds(),
                method.wireName(),
                e);
          }
        });
  }

  /** Waits for the reports of used permits; the connection to Redis is closed after that. */
  @Override
  public void close() {
    reporter.shutdownNow();
    ahead.shutdown();
    try {
      boolean unused = ahead.awaitTermination(LAST_REPORTS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
