package dev.tgfetcher.worker;

import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.limit.WakeableSleeper;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.SessionLeases;
import dev.tgfetcher.session.StorageOutage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The settings, connections and clocks that all parts of one worker share.
 *
 * @param rates the rates of the configuration as it is now
 * @param telegram the circuit breaker of all calls to Telegram
 * @param storage whether the archive can be written
 * @param waiters the requests of this process that wait for a permit
 */
record WorkerContext(
    Settings settings,
    String workerId,
    RedisKeys keys,
    RedisConnection redis,
    SessionLeases sessions,
    Telemetry telemetry,
    CircuitBreaker telegram,
    OpenArchive archive,
    StorageOutage storage,
    WakeableSleeper waiters,
    Supplier<RateLimits> rates,
    StopReasons stopReasons,
    InstantSource clock,
    RandomGenerator random) {

  Duration dedupTtl() {
    return settings.worker().dedupTtl();
  }

  RetryPolicy retryPolicy() {
    return new RetryPolicy(
        settings.retry().maxRetryAttempts(),
        settings.retry().retryBaseDelay(),
        settings.retry().retryMaxDelay());
  }
}
