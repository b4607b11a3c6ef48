package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.StringCodec;

/**
 * The rate limits of a Redis after minutes and hours. A test cannot set its clock, so it moves all
 * times of the rate limit back, as they are when the time has passed.
 */
@ExtendWith(RedisServerExtension.class)
class PassedTimeTest {
  private static final Duration RECOVERY = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** One permit in 10 s. */
  private static final RateLimits SLOW = RateLimits.all(Rate.parse("6/60s"), RECOVERY);

  private final String account = String.valueOf(UUID.randomUUID().getMostSignificantBits() >>> 1);
  private TestRedis redis;
  private RedisRateLimiter limiter;

  @BeforeEach
  void connect(TestRedis redis) {
    this.redis = redis;
    limiter = new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> SLOW);
  }

  private static PermitRequest request(String id) {
    return PermitRequests.request(HISTORY, id, 0, LONG);
  }

  private Duration waitOf(String id) {
    return ((PermitDecision.Wait) limiter.reserve(request(id))).time();
  }

  private void pass(Duration time) {
    LimitTimes.move(redis, account, time.negated());
    RedisKeys keys = redis.keys();
    redis.pass(time, keys.floodHold(account, "history"), keys.limitGranted(account, "history"));
  }

  private RScoredSortedSet<String> waiting() {
    return set(redis.keys().limitWaiting(account, "history"));
  }

  private RScoredSortedSet<String> granted() {
    return set(redis.keys().limitGranted(account, "history"));
  }

  private RScoredSortedSet<String> set(String key) {
    return redis.connection().commands().getScoredSortedSet(key, StringCodec.INSTANCE);
  }

  /** A hold of a millisecond, and the probe after it. */
  private void halveTheRate() {
    limiter.hold(HISTORY, Duration.ofMillis(1));
    await().until(() -> limiter.reserve(request("probe")) instanceof PermitDecision.HoldOver);
    limiter.reserve(request("probe").asProbe());
    limiter.probeSucceeded(HISTORY);
  }

  @Test
  void a_rate_that_a_flood_halved_is_whole_again_half_the_recovery_later() {
    halveTheRate();
    assertThat(waitOf("a")).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(20));

    pass(Duration.ofMinutes(15));
    limiter.reserve(request("b"));
    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(12), Duration.ofMillis(13_400));

    pass(Duration.ofMinutes(15));
    limiter.reserve(request("d"));
    assertThat(waitOf("e")).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));

    pass(Duration.ofHours(10));
    limiter.reserve(request("f"));
    assertThat(waitOf("g")).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
  }

  @Test
  void a_hold_of_hours_ends() {
    limiter.hold(HISTORY, Duration.ofHours(18));

    pass(Duration.ofHours(17));
    assertThat(limiter.reserve(request("a"))).isInstanceOf(PermitDecision.TooLong.class);
    pass(Duration.ofHours(1));

    assertThat(limiter.reserve(request("a"))).isInstanceOf(PermitDecision.HoldOver.class);
  }

  @Test
  void a_place_that_nothing_asks_for_is_free_a_minute_after_its_time() {
    limiter.reserve(request("a"));
    limiter.reserve(PermitRequests.repeated(HISTORY, "left"));
    assertThat(waiting().readAll()).containsExactly("left");

    pass(Duration.ofSeconds(65));
    limiter.reserve(request("b"));
    assertThat(waiting().readAll()).contains("left");
    pass(Duration.ofSeconds(10));
    limiter.reserve(request("c"));

    assertThat(waiting().readAll()).doesNotContain("left");
  }

  @Test
  void permits_are_forgotten_after_two_minutes_and_none_is_saved_up() {
    limiter.reserve(request("a"));
    assertThat(granted().isExists()).isTrue();

    pass(Duration.ofMinutes(2));

    assertThat(granted().isExists()).isFalse();
    assertThat(limiter.reserve(request("a"))).isInstanceOf(PermitDecision.Granted.class);
    assertThat(waitOf("b")).isGreaterThan(Duration.ofSeconds(9));
  }

  @Test
  void a_name_that_was_looked_up_is_forgotten_after_twelve_hours() {
    RScoredSortedSet<String> served =
        set(redis.keys().limitGranted(RedisKeys.ALL_ACCOUNTS, "history"));
    String name = "name-" + account;
    limiter.reserve(PermitRequests.repeated(HISTORY, name));
    assertThat(served.contains(name)).isTrue();
    assertThat(served.remainTimeToLive()).isLessThanOrEqualTo(Duration.ofHours(12).toMillis());

    served.addScore(name, -TimeUnit.HOURS.toMicros(12));
    pass(Duration.ofMinutes(1));
    limiter.reserve(PermitRequests.repeated(HISTORY, "next-" + account));

    assertThat(served.contains(name)).isFalse();
  }
}
