package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.PermitRequests;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.limit.RedisRateLimiter;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.RateLimitWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The holds and the use of two accounts of one worker. */
@ExtendWith(RedisServerExtension.class)
class RateLimitGaugesTest {
  private static final RateLimits RATES =
      RateLimits.all(Rate.parse("120/60s"), Duration.ofHours(10));

  private final Metrics metrics = new Metrics(10, "1.0", "w", InstantSource.system());
  private TestRedis redis;

  @BeforeEach
  void start(TestRedis redis) {
    this.redis = redis;
  }

  @AfterEach
  void end() {
    metrics.close();
  }

  private RedisRateLimiter limiter(String account) {
    return new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> RATES);
  }

  private Scrape watch() {
    RateLimitAdmin admin = new RateLimitAdmin(redis.connection(), redis.keys(), () -> RATES);
    new RateLimitWatch(() -> admin.states(Set.of("7", "8")), metrics.rateLimitGauges()).runOnce();
    return scrape();
  }

  private Scrape scrape() {
    return Scrape.parse(metrics.scrape());
  }

  @Test
  void the_longest_hold_is_shown() {
    limiter("7").hold(MethodClass.RESOLVE, Duration.ofHours(18));
    limiter("8").hold(MethodClass.RESOLVE, Duration.ofSeconds(40));

    assertThat(watch().value("tgf_flood_hold_seconds", "method", "resolve"))
        .isBetween(17 * 3600.0, 18 * 3600.0);
    assertThat(scrape().value("tgf_flood_hold_seconds", "method", "history")).isZero();
  }

  @Test
  void use_is_the_share_of_the_rate_in_force() {
    limiter("7")
        .reserve(PermitRequests.request(MethodClass.HISTORY, "a", 0, Duration.ofMinutes(1)));
    double before = watch().value("tgf_limit_use_ratio", "method", "history");
    limiter("7").hold(MethodClass.HISTORY, Duration.ofSeconds(40));

    assertThat(before).isEqualTo(1 / 120.0);
    assertThat(watch().value("tgf_limit_use_ratio", "method", "history")).isEqualTo(1 / 60.0);
  }

  @Test
  void while_redis_is_away_nothing_is_shown() {
    watch();
    RateLimitWatch blind =
        new RateLimitWatch(
            () -> {
              throw new IllegalStateException("away");
            },
            metrics.rateLimitGauges());

    assertThatThrownBy(blind::runOnce).hasMessage("away");

    assertThat(scrape().has("tgf_flood_hold_seconds")).isFalse();
  }
}
