package dev.tgfetcher.limit;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the request gate of each session of a process. A thread {@code flood-reporter} reports
 * flood waits: TDLib's threads see them first and must not wait for Redis.
 */
public final class SessionGateFactory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionGateFactory.class);

  /** Assumed number of sessions of an account during an outage of Redis. */
  private static final int SHARERS = 8;

  private final Supplier<RateLimits> rates;
  private final RateLimitListener listener;
  private final Sleeper sleeper;
  private final ExecutorService reporter =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "flood-reporter");
            thread.setDaemon(true);
            return thread;
          });

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

  /**
   * Creates a gate with the rate limits that all sessions of the account share.
   *
   * @param deferAfter longest hold that a request waits for
   */
  public RequestGate shared(
      TelegramSession session, RedisConnection redis, RedisKeys keys, Duration deferAfter) {
    RateLimiter shared = new RedisRateLimiter(redis, keys, String.valueOf(session.userId()), rates);
    RateLimiter local = new LocalRateLimiter(rates, SHARERS, System::nanoTime);
    return gate(
        session,
        new FallbackRateLimiter(shared, local, System::nanoTime),
        Patience.deferringAfter(deferAfter));
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
    return new RateLimitedGate(limiter, sleeper, System::nanoTime, patience, listener, counter);
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

  @Override
  public void close() {
    reporter.shutdownNow();
  }
}
