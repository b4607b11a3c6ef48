package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.RateLimitWatch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.JsonNodeFactory;

/** A rate changes while requests wait for a permit that is far away. */
@ExtendWith(RedisServerExtension.class)
class RateChangePropagatorTest {
  private static final RateLimits HOURLY = RateLimits.all(Rate.parse("1/h"), Duration.ofHours(1));
  private static final RateLimits FAST = RateLimits.all(Rate.parse("20/s"), Duration.ofHours(1));
  private static final Duration WELL_UNDER_AN_HOUR = Duration.ofSeconds(30);

  private final String account = UUID.randomUUID().toString();
  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final WakeableSleeper waiters = new WakeableSleeper();
  private volatile RateLimits configured = HOURLY;
  private TestRedis redis;
  private RateLimitAdmin admin;
  private RateLimitWatch watch;
  private Future<?> first;
  private Future<?> second;

  @BeforeEach
  void letTwoWait(TestRedis redis) throws Exception {
    this.redis = redis;
    admin = new RateLimitAdmin(redis.connection(), redis.keys(), () -> configured);
    watch =
        new RateLimitWatch(
            () -> admin.states(Set.of(account)), new RateChangePropagator(admin, waiters::wakeAll));
    watch.runOnce();
    pass().get();
    first = pass();
    second = pass();
    await().until(() -> waiting() == 2);
    watch.runOnce();
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private Future<?> pass() {
    RedisRateLimiter limiter =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> configured);
    RateLimitedGate gate =
        new RateLimitedGate(
            limiter,
            waiters,
            System::nanoTime,
            Patience.deferringAfter(Duration.ofSeconds(10)),
            RateLimitListener.NONE,
            new WireRequestCounter((method, wait) -> {}),
            new ManualBackgroundTasks());
    return threads.submit(
        () -> gate.pass(Call.of(HISTORY, () -> JsonNodeFactory.instance.objectNode())));
  }

  private int waiting() {
    return history().waiting();
  }

  private RateLimitState history() {
    return admin.states(Set.of(account)).stream()
        .filter(state -> state.method() == HISTORY)
        .findFirst()
        .orElseThrow();
  }

  private void bothPass() throws Exception {
    for (Future<?> one : List.of(first, second)) {
      assertThat(one.get(WELL_UNDER_AN_HOUR.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void a_rate_of_the_configuration_applies_to_waiting_requests() throws Exception {
    configured = FAST;
    watch.runOnce();

    bothPass();
  }

  @Test
  void a_rate_of_an_operator_applies_to_waiting_requests() throws Exception {
    admin.setRate(account, HISTORY, Rate.parse("20/s"));
    watch.runOnce();

    bothPass();
  }

  @Test
  void the_configuration_does_not_override_an_operators_rate() {
    admin.setRate(account, HISTORY, Rate.parse("1/h"));
    watch.runOnce();
    configured = FAST;

    watch.runOnce();
    watch.runOnce();

    assertThat(history().waiting()).isEqualTo(2);
    assertThat(first).isNotDone();
  }

  @Test
  void a_change_wakes_twice_for_threads_that_did_not_sleep_yet() {
    AtomicInteger wakeUps = new AtomicInteger();
    RateChangePropagator propagator = new RateChangePropagator(admin, wakeUps::incrementAndGet);
    List<RateLimitState> before = admin.states(Set.of(account));
    propagator.accept(before);
    propagator.accept(before);
    assertThat(wakeUps).hasValue(0);
    configured = FAST;

    for (int look = 1; look <= 4; look++) {
      propagator.accept(admin.states(Set.of(account)));
    }

    assertThat(wakeUps).hasValue(2);
  }

  @Test
  void the_end_of_an_outage_wakes_too() {
    AtomicInteger wakeUps = new AtomicInteger();
    RateChangePropagator propagator = new RateChangePropagator(admin, wakeUps::incrementAndGet);
    propagator.accept(admin.states(Set.of(account)));

    propagator.accept(List.of());
    assertThat(wakeUps).hasValue(0);
    propagator.accept(admin.states(Set.of(account)));

    assertThat(wakeUps).hasValue(1);
  }
}
