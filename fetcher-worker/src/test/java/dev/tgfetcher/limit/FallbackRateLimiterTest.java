package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.RedisTimeoutException;

/** The time moves by hand. The shared limiter grants every request while Redis is there. */
class FallbackRateLimiterTest {
  private static final Duration RECOVERY = Duration.ofMinutes(20);
  private static final int SHARERS = 8;
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

  private long nanos = 1;
  private RateLimits rates = RateLimits.all(Rate.parse("1/s"), RECOVERY);
  private final SharedLimiter shared = new SharedLimiter();
  private final RateLimiter limiter =
      new FallbackRateLimiter(
          shared, new LocalRateLimiter(() -> rates, SHARERS, () -> nanos), () -> nanos);

  private static PermitRequest request(MethodClass method, String id) {
    return PermitRequests.request(method, id, 0, Duration.ofMinutes(5));
  }

  private void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  @Test
  void while_redis_answers_the_shared_limiter_decides() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.reserve(request(HISTORY, "request " + i)))
          .isEqualTo(new PermitDecision.Granted(false));
    }

    assertThat(shared.callCount).isEqualTo(5);
  }

  @Test
  void while_redis_is_away_a_session_has_the_rate_of_one_sharer() {
    shared.isAway = true;

    assertThat(limiter.reserve(request(HISTORY, "first")))
        .isEqualTo(new PermitDecision.Granted(false));
    assertThat(limiter.reserve(request(HISTORY, "second")))
        .isEqualTo(new PermitDecision.Wait(Duration.ofSeconds(SHARERS)));
  }

  @Test
  void a_rate_that_changes_while_redis_is_away_applies_at_once() {
    shared.isAway = true;
    limiter.reserve(request(HISTORY, "first"));
    pass(Duration.ofSeconds(SHARERS));
    rates = RateLimits.all(Rate.parse("10/s"), RECOVERY);

    limiter.reserve(request(HISTORY, "second"));

    assertThat(limiter.reserve(request(HISTORY, "third")))
        .isEqualTo(new PermitDecision.Wait(Duration.ofMillis(100 * SHARERS)));
  }

  @Test
  void redis_is_tried_at_intervals_and_used_as_soon_as_it_answers() {
    shared.isAway = true;
    limiter.reserve(request(HISTORY, "first"));
    limiter.reserve(request(HISTORY, "second"));
    assertThat(shared.callCount).isEqualTo(1);
    shared.isAway = false;

    assertThat(limiter.reserve(request(HISTORY, "third"))).isInstanceOf(PermitDecision.Wait.class);
    pass(RETRY_INTERVAL);

    assertThat(limiter.reserve(request(HISTORY, "fourth")))
        .isEqualTo(new PermitDecision.Granted(false));
    assertThat(limiter.reserve(request(HISTORY, "fifth")))
        .isEqualTo(new PermitDecision.Granted(false));
    assertThat(shared.callCount).isEqualTo(3);
  }

  @Test
  void a_flood_wait_while_redis_is_away_holds_the_session() {
    shared.isAway = true;

    assertThat(limiter.hold(HISTORY, Duration.ofSeconds(60))).isTrue();

    assertThat(limiter.reserve(request(HISTORY, "first")))
        .isEqualTo(new PermitDecision.Wait(Duration.ofSeconds(60)));
    assertThat(limiter.reserve(request(REPLIES, "another")))
        .isEqualTo(new PermitDecision.Granted(false));
  }

  @Test
  void the_rest_of_a_hold_is_reported_before_any_other_request_to_redis() {
    shared.isAway = true;
    limiter.hold(HISTORY, Duration.ofSeconds(60));
    limiter.hold(REPLIES, Duration.ofSeconds(5));
    shared.isAway = false;
    pass(RETRY_INTERVAL);

    limiter.reserve(request(HISTORY, "first"));
    limiter.reserve(request(HISTORY, "second"));

    assertThat(shared.calls).containsExactly("hold HISTORY 50", "reserve first", "reserve second");
  }

  @Test
  void while_redis_is_away_every_session_may_probe() throws InterruptedException {
    shared.isAway = true;

    assertThat(limiter.lockProbe(HISTORY, Duration.ofSeconds(1))).isTrue();
    limiter.probeSucceeded(HISTORY);
    limiter.unlockProbe(HISTORY);
  }

  @Test
  void a_restarted_server_is_used_again(@TempDir Path folder) {
    try (RedisServerProcess server = RedisServerProcess.start(folder);
        RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      RateLimiter real = new RedisRateLimiter(redis, RedisKeys.DEFAULT, "1", () -> rates);
      RateLimiter both =
          new FallbackRateLimiter(
              real, new LocalRateLimiter(() -> rates, SHARERS, () -> nanos), () -> nanos);
      assertThat(both.reserve(request(HISTORY, "first")))
          .isEqualTo(new PermitDecision.Granted(false));

      server.kill();
      both.hold(HISTORY, Duration.ofSeconds(60));
      server.start();
      pass(RETRY_INTERVAL);

      assertThat(both.reserve(request(HISTORY, "second")))
          .isInstanceOfSatisfying(
              PermitDecision.Wait.class,
              wait ->
                  assertThat(wait.time())
                      .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(51)));
    }
  }

  private static final class SharedLimiter implements RateLimiter {
    private final List<String> calls = new ArrayList<>();
    private boolean isAway;
    private int callCount;

    private void record(String call) {
      callCount++;
      if (isAway) {
        throw new RedisTimeoutException("away");
      }
      calls.add(call);
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      record("reserve " + request.id());
      return new PermitDecision.Granted(false);
    }

    @Override
    public void release(PermitRequest request) {
      record("release " + request.id());
    }

    @Override
    public boolean releaseIfLast(PermitRequest request) {
      record("release if last " + request.id());
      return true;
    }

    @Override
    public boolean hold(MethodClass method, Duration wait) {
      record("hold " + method + " " + wait.toSeconds());
      return true;
    }

    @Override
    public long holds(MethodClass method) {
      return 0;
    }

    @Override
    public void probeSucceeded(MethodClass method) {
      record("probe succeeded " + method);
    }

    @Override
    public boolean lockProbe(MethodClass method, Duration patience) {
      record("lock probe " + method);
      return true;
    }

    @Override
    public void unlockProbe(MethodClass method) {
      record("unlock probe " + method);
    }
  }
}
