package dev.tgfetcher.limit;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the gate of each session of a process. Floods are told of by a thread of its own: TDLib's
 * threads see them first, and must not wait for Redis.
 */
public final class SessionGateFactory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionGateFactory.class);

  /** As if so many sessions shared the account: while Redis is away nobody knows. */
  private static final int SHARERS = 8;

  /** Longer than any flood wait that Telegram asks for. */
  private static final Duration WHATEVER_IT_TAKES = Duration.ofDays(30);

  private final Supplier<Rates> rates;
  private final LimitListener listener;
  private final Sleeper pause;
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "flood-teller");
            thread.setDaemon(true);
            return thread;
          });

  public SessionGateFactory(Rates rates, LimitListener listener) {
    this(() -> rates, listener, Sleeper.system());
  }

  /**
   * Makes none yet.
   *
   * @param rates asked anew for every request
   * @param pause where requests wait
   */
  public SessionGateFactory(Supplier<Rates> rates, LimitListener listener, Sleeper pause) {
    this.rates = rates;
    this.listener = listener;
    this.pause = pause;
  }

  /**
   * A gate within the budget that all sessions of the account share.
   *
   * @param deferAfter the longest that a request waits for its permit
   */
  public RequestGate shared(
      TelegramSession session, RedisConnection redis, RedisKeys keys, Duration deferAfter) {
    RateLimiter shared = new RedisRateLimiter(redis, keys, String.valueOf(session.userId()), rates);
    RateLimiter alone = new LocalRateLimiter(rates, SHARERS, System::nanoTime);
    return gate(session, new FallbackRateLimiter(shared, alone, System::nanoTime), deferAfter);
  }

  /** A gate for a run without Redis: it waits as long as it takes, for nothing can be deferred. */
  public RequestGate local(TelegramSession session) {
    return gate(session, new LocalRateLimiter(rates, 1, System::nanoTime), WHATEVER_IT_TAKES);
  }

  private RequestGate gate(TelegramSession session, RateLimiter budget, Duration deferAfter) {
    FloodReporter floods = new FloodReporter(budget, listener);
    WireRequestCounter tally = new WireRequestCounter((method, wait) -> tell(floods, method, wait));
    var unused = session.onWire(tally);
    return new RateLimitedGate(budget, pause, System::nanoTime, deferAfter, listener, tally);
  }

  private void tell(FloodReporter floods, MethodClass method, Duration wait) {
    teller.execute(
        () -> {
          try {
            floods.tell(method, wait);
          } catch (RuntimeException e) {
            log.warn("A flood wait could not be shared", e);
          }
        });
  }

  @Override
  public void close() {
    teller.shutdownNow();
  }
}
