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

/** A rate changes while a request waits for a turn that is far away. */
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
            Duration.ofSeconds(10),
            RateLimitListener.NONE,
            new WireRequestCounter((method, wait) -> {}));
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
  void that_of_the_configuration_holds_for_those_who_wait_from_the_next_look_on() throws Exception {
    configured = FAST;
    watch.runOnce();

    bothPass();
  }

  @Test
  void that_of_an_operator_holds_for_those_who_wait_from_the_next_look_on() throws Exception {
    admin.setRate(account, HISTORY, Rate.parse("20/s"));
    watch.runOnce();

    bothPass();
  }

  @Test
  void where_an_operator_has_set_one_the_configuration_changes_nothing() {
    admin.setRate(account, HISTORY, Rate.parse("1/h"));
    watch.runOnce();
    configured = FAST;

    watch.runOnce();
    watch.runOnce();

    assertThat(history().waiting()).isEqualTo(2);
    assertThat(first).isNotDone();
  }

  @Test
  void a_change_is_called_out_twice_for_those_who_had_asked_and_did_not_sleep_yet() {
    AtomicInteger calls = new AtomicInteger();
    RateChangePropagator changes = new RateChangePropagator(admin, calls::incrementAndGet);
    List<RateLimitState> before = admin.states(Set.of(account));
    changes.accept(before);
    changes.accept(before);
    assertThat(calls).hasValue(0);
    configured = FAST;

    for (int look = 1; look <= 4; look++) {
      changes.accept(admin.states(Set.of(account)));
    }

    assertThat(calls).hasValue(2);
  }

  @Test
  void redis_being_back_is_called_out_too() {
    AtomicInteger calls = new AtomicInteger();
    RateChangePropagator changes = new RateChangePropagator(admin, calls::incrementAndGet);
    changes.accept(admin.states(Set.of(account)));

    changes.accept(List.of());
    assertThat(calls).hasValue(0);
    changes.accept(admin.states(Set.of(account)));

    assertThat(calls).hasValue(1);
  }
}
