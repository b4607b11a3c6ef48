package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.FULL_INFO;
import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Permits that are reserved ahead, by the scripts in a real Redis and on several threads. */
@ExtendWith(RedisServerExtension.class)
class PermitsAheadInRedisTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static RateLimitedGate gate(
      RateLimiter limiter, WireRequestCounter counter, BackgroundTasks background) {
    return new RateLimitedGate(
        limiter,
        new WakeableSleeper(),
        System::nanoTime,
        new Patience(LONG, LONG),
        RateLimitListener.NONE,
        counter,
        background);
  }

  private static void pass(RateLimitedGate gate, MethodClass method, int times)
      throws InterruptedException {
    for (int i = 0; i < times; i++) {
      gate.pass(Call.of(method, () -> JsonNodeFactory.instance.objectNode()));
    }
  }

  private static WireRequestCounter idle() {
    return new WireRequestCounter((method, wait) -> {});
  }

  @FunctionalInterface
  private interface Series {
    void run() throws InterruptedException;
  }

  private static Future<Void> submit(ExecutorService threads, Series series) {
    return threads.submit(
        () -> {
          series.run();
          return null;
        });
  }

  @Test
  void a_series_costs_one_round_trip_each_and_keeps_to_the_rate(TestRedis redis) throws Exception {
    int perSecond = 40;
    int each = 20;
    RateLimits rates = RateLimits.all(Rate.parse(perSecond + "/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    RedisRateLimiter fast =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates);
    List<RecordingRateLimiter> limiters =
        Stream.generate(() -> new RecordingRateLimiter(fast)).limit(3).toList();
    ExecutorService threads = Executors.newFixedThreadPool(limiters.size());
    long start = System.nanoTime();
    List<Future<Void>> ends = new ArrayList<>();
    for (RecordingRateLimiter one : limiters) {
      RateLimitedGate gate = gate(one, idle(), new ManualBackgroundTasks());
      ends.add(submit(threads, () -> pass(gate, HISTORY, each)));
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    double seconds = (System.nanoTime() - start) / 1e9;

    int made = limiters.size() * each;
    // The permits of half a second can be taken at the start, where no request waits or reserves.
    assertThat(made).isLessThanOrEqualTo((int) (seconds * perSecond) + perSecond / 2 + 1);
    for (RecordingRateLimiter one : limiters) {
      assertThat(one.requests).hasSizeBetween(each, each + each / 4);
    }
  }

  @Test
  void a_hold_moves_the_place_of_a_request_that_was_sent(TestRedis redis) throws Exception {
    RateLimits rates = RateLimits.all(Rate.parse("100/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    HoldNotices notices = HoldNotices.subscribe(redis.connection(), redis.keys());
    RedisRateLimiter limiter =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates, notices);
    ManualBackgroundTasks tasks = new ManualBackgroundTasks();
    RateLimitedGate gate = gate(limiter, idle(), tasks);
    pass(gate, HISTORY, 3);
    assertThat(tasks.isEmpty()).as("sent before Redis knows of it").isFalse();

    limiter.hold(HISTORY, Duration.ofSeconds(30));
    tasks.runSoon();

    String waiting = redis.keys().limitWaiting(account, "history");
    assertThat(redis.connection().commands().getScoredSortedSet(waiting).size())
        .as("the request counts after the hold")
        .isEqualTo(1);
  }

  @Test
  void a_hold_is_known_to_every_process_without_asking(TestRedis redis) {
    RateLimits rates = RateLimits.all(Rate.parse("1/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    HoldNotices notices = HoldNotices.subscribe(redis.connection(), redis.keys());
    RedisRateLimiter one =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates);
    RedisRateLimiter other =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates, notices);
    assertThat(one.holds(HISTORY)).isEqualTo(-1);
    await().until(() -> other.holds(HISTORY) > 0);
    long before = other.holds(HISTORY);

    one.hold(HISTORY, Duration.ofSeconds(1));

    await().until(() -> other.holds(HISTORY) == before + 1);
    assertThat(other.holds(FULL_INFO)).isEqualTo(before);
  }

  @Test
  void two_threads_of_a_session_take_a_permit_for_each_request(TestRedis redis) throws Exception {
    int perSecond = 100;
    int each = 60;
    RateLimits rates = RateLimits.all(Rate.parse(perSecond + "/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    WireRequestCounter counter = new WireRequestCounter((method, wait) -> {});
    ExecutorService threads = Executors.newFixedThreadPool(3);
    HoldNotices notices = HoldNotices.subscribe(redis.connection(), redis.keys());
    RedisRateLimiter limiter =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates, notices);
    RateLimitedGate gate = gate(limiter, counter, BackgroundTasks.on(threads));
    long start = System.nanoTime();
    List<Future<Void>> ends = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      ends.add(
          submit(
              threads,
              () -> {
                for (int i = 0; i < each; i++) {
                  gate.pass(Call.of(MESSAGES, () -> sent(counter)));
                }
              }));
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    assertThat(2 * each).isLessThanOrEqualTo((int) (seconds * perSecond) + perSecond / 2 + 2);
    String granted = redis.keys().limitGranted(account, "messages");
    assertThat(redis.connection().commands().getScoredSortedSet(granted).size())
        .isEqualTo(2 * each);
  }

  private static JsonNode sent(WireRequestCounter counter) {
    counter.accept(new WireEvent(1, 0xad8c9a23, null));
    return JsonNodeFactory.instance.objectNode();
  }
}
