package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.codec.StringCodec;

/**
 * The rate limits of a Redis whose clock steps back by an hour. A test cannot set the clock, so it
 * moves all times of the rate limit an hour ahead, as they are after the step.
 */
@ExtendWith(RedisServerExtension.class)
class SteppedClockTest {
  private static final Duration STEP = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final RateLimits SLOW = RateLimits.all(Rate.parse("6/60s"), STEP);

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

  private void stepBack() {
    LimitTimes.move(redis, account, STEP);
    long left = hold();
    if (left > 0) {
      redis
          .connection()
          .commands()
          .getBucket(redis.keys().floodHold(account, "history"), StringCodec.INSTANCE)
          .expire(Duration.ofMillis(left).plus(STEP));
    }
  }

  private long hold() {
    return redis
        .connection()
        .commands()
        .getBucket(redis.keys().floodHold(account, "history"), StringCodec.INSTANCE)
        .remainTimeToLive();
  }

  @Test
  void permits_stay_an_interval_apart_and_waiting_requests_keep_their_order() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));
    limiter.reserve(request("c"));

    stepBack();

    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    assertThat(waitOf("b")).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(waitOf("d")).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
  }

  @Test
  void a_hold_ends_after_its_own_time() {
    limiter.hold(HISTORY, Duration.ofSeconds(60));

    stepBack();

    assertThat(waitOf("a")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
    assertThat(hold()).isLessThanOrEqualTo(61_000);
  }

  @Test
  void a_held_worker_that_asks_for_no_permit_takes_commands_after_the_hold() {
    limiter.hold(HISTORY, Duration.ofSeconds(60));
    FloodHolds holds = new FloodHolds(redis.connection(), redis.keys(), Duration.ofSeconds(70));

    stepBack();

    assertThat(holds.permitCommands(Long.parseLong(account))).isTrue();
    assertThat(hold()).isLessThanOrEqualTo(61_000);
  }

  @Test
  void a_flood_wait_after_the_step_holds_for_its_own_time() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));

    stepBack();
    limiter.hold(HISTORY, Duration.ofSeconds(30));

    assertThat(waitOf("b")).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    assertThat(hold()).isLessThanOrEqualTo(31_000);
  }

  @Test
  void a_rate_that_an_operator_sets_after_the_step_is_in_force() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));

    stepBack();
    new RateLimitAdmin(redis.connection(), redis.keys(), () -> SLOW)
        .setRate(account, HISTORY, Rate.parse("3/60s"));

    assertThat(waitOf("b")).isLessThanOrEqualTo(Duration.ofSeconds(20));
    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
  }

  @Test
  void permits_of_the_time_before_the_step_do_not_count_as_those_of_the_last_minute() {
    limiter.reserve(request("a"));

    stepBack();
    RateLimitState state =
        new RateLimitAdmin(redis.connection(), redis.keys(), () -> SLOW)
            .states(Set.of(account)).stream()
                .filter(one -> one.method() == HISTORY)
                .findFirst()
                .orElseThrow();

    assertThat(state.usedLastMinute()).isZero();
  }
}
