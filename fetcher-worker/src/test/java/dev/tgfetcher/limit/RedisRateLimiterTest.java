package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.codec.StringCodec;

/** The scripts on a real Redis, with its clock. */
@ExtendWith(RedisServerExtension.class)
class RedisRateLimiterTest {
  private static final Duration RECOVERY = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** One permit in 10 s; a test takes less. */
  private static final RateLimits SLOW = RateLimits.all(Rate.parse("6/60s"), RECOVERY);

  private final String account = UUID.randomUUID().toString();
  private TestRedis redis;
  private RedisRateLimiter limiter;

  @BeforeEach
  void connect(TestRedis redis) {
    this.redis = redis;
    limiter = limiter(SLOW);
  }

  private RedisRateLimiter limiter(RateLimits rates) {
    return new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates);
  }

  private static PermitRequest request(String id) {
    return PermitRequests.request(HISTORY, id, 0, LONG);
  }

  private Duration waitOf(String id) {
    return waitOf(request(id));
  }

  private Duration waitOf(PermitRequest request) {
    return ((PermitDecision.Wait) limiter.reserve(request)).time();
  }

  private Duration nextOf(PermitRequest request) {
    return ((PermitDecision.Granted) limiter.reserve(request)).next();
  }

  /** A request whose permit was reserved with the one before. */
  private static PermitRequest ahead(String id, int owed) {
    return new PermitRequest(HISTORY, id, owed, LONG, LONG, false, null, true, false);
  }

  @Test
  void requests_of_all_workers_take_the_next_permit() {
    RedisRateLimiter another = limiter(SLOW);

    assertThat(limiter.reserve(request("a"))).isEqualTo(new PermitDecision.Granted(false));
    assertThat(another.reserve(request("b"))).isInstanceOf(PermitDecision.Wait.class);

    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  @Test
  void a_repeated_request_is_about_the_same_permit() {
    limiter.reserve(request("a"));
    Duration first = waitOf("b");

    assertThat(limiter.reserve(request("a"))).isEqualTo(new PermitDecision.Granted(false));
    assertThat(waitOf("b")).isLessThanOrEqualTo(first);
    assertThat(waitOf("c")).isGreaterThan(Duration.ofSeconds(15));
  }

  @Test
  void accounts_and_classes_have_separate_limits() {
    limiter.reserve(request("a"));
    RedisRateLimiter other =
        new RedisRateLimiter(
            redis.connection(), redis.keys(), UUID.randomUUID().toString(), () -> SLOW);

    assertThat(limiter.reserve(PermitRequests.request(MethodClass.REPLIES, "b", 0, LONG)))
        .isEqualTo(new PermitDecision.Granted(false));
    assertThat(other.reserve(request("c"))).isEqualTo(new PermitDecision.Granted(false));
  }

  @Test
  void requests_without_permit_are_waited_for() {
    limiter.reserve(request("a"));

    PermitDecision decision = limiter.reserve(PermitRequests.request(HISTORY, "b", 2, LONG));

    assertThat(((PermitDecision.Wait) decision).time())
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
  }

  @Test
  void an_unused_permit_counts_for_the_next_request() {
    limiter.reserve(request("a"));

    assertThat(limiter.reserve(PermitRequests.request(HISTORY, "b", -1, LONG)))
        .isEqualTo(new PermitDecision.Granted(false));
    assertThat(waitOf("c")).isGreaterThan(Duration.ofSeconds(5));
  }

  private static PermitRequest impatient(String id) {
    return PermitRequests.repeated(HISTORY, id);
  }

  private static Duration tooLong(RateLimiter limiter, String id) {
    return ((PermitDecision.TooLong) limiter.reserve(impatient(id))).time();
  }

  @Test
  void a_repeated_request_keeps_its_place_in_a_long_line() {
    RedisRateLimiter names = limiter(RateLimits.all(Rate.parse("1/10m"), RECOVERY));
    names.reserve(impatient("a"));
    for (int i = 1; i <= 5; i++) {
      assertThat(tooLong(names, "waiting-" + i))
          .isBetween(Duration.ofMinutes(10L * i - 1), Duration.ofMinutes(10L * i));
    }

    assertThat(tooLong(names, "waiting-4")).isLessThan(Duration.ofMinutes(40));
    assertThat(tooLong(names, "waiting-2")).isLessThan(Duration.ofMinutes(20));
  }

  @Test
  void a_burst_is_granted_at_once_and_the_others_wait_in_line() {
    RedisRateLimiter names = limiter(RateLimits.all(Rate.parse("10+1/60s"), RECOVERY));
    for (int i = 0; i < 10; i++) {
      assertThat(names.reserve(impatient("burst-" + i)))
          .isEqualTo(new PermitDecision.Granted(false));
    }

    assertThat(tooLong(names, "b")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(tooLong(names, "c")).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(120));
  }

  @Test
  void a_burst_that_an_operator_sets_applies_at_once() {
    new RateLimitAdmin(redis.connection(), redis.keys(), () -> SLOW)
        .setRate(account, HISTORY, Rate.parse("3+1/60s"));
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.reserve(request("burst-" + i)))
          .isEqualTo(new PermitDecision.Granted(false));
    }

    assertThat(waitOf("b")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void a_hold_leaves_no_burst() throws InterruptedException {
    RedisRateLimiter names = limiter(RateLimits.all(Rate.parse("10+1/60s"), RECOVERY));
    names.hold(HISTORY, Duration.ofMillis(1));
    await().until(() -> names.reserve(request("a")) instanceof PermitDecision.HoldOver);
    names.reserve(request("a").asProbe());
    names.probeSucceeded(HISTORY);

    assertThat(tooLong(names, "b")).isGreaterThan(Duration.ofSeconds(110));
  }

  @Test
  void a_request_that_another_account_served_leaves_its_place_to_the_others() {
    RedisRateLimiter other =
        new RedisRateLimiter(
            redis.connection(), redis.keys(), UUID.randomUUID().toString(), () -> SLOW);
    limiter.reserve(request("a"));
    String served = "served-" + account;
    assertThat(tooLong(limiter, served)).isGreaterThan(Duration.ofSeconds(9));
    assertThat(tooLong(limiter, "c")).isGreaterThan(Duration.ofSeconds(19));

    assertThat(other.reserve(impatient(served))).isEqualTo(new PermitDecision.Granted(false));

    assertThat(tooLong(limiter, "c")).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(tooLong(limiter, "d")).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  @Test
  void a_request_that_does_not_wait_keeps_its_permit() {
    limiter.reserve(request("a"));

    PermitDecision decision = limiter.reserve(impatient("b"));

    assertThat(decision)
        .isInstanceOfSatisfying(
            PermitDecision.TooLong.class, tooLong -> assertThat(tooLong.held()).isFalse());
    assertThat(waitOf("c")).isGreaterThan(Duration.ofSeconds(15));
    assertThat(waitOf("b")).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_request_that_is_not_repeated_keeps_no_place() {
    limiter.reserve(request("a"));

    assertThat(limiter.reserve(PermitRequests.request(HISTORY, "b", 0, Duration.ofSeconds(1))))
        .isInstanceOf(PermitDecision.TooLong.class);

    assertThat(waitOf("c")).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_permit_behind_a_short_hold_is_waited_for() {
    limiter.reserve(request("a"));
    for (int i = 0; i < 5; i++) {
      limiter.reserve(request("waiting-" + i));
    }
    limiter.hold(HISTORY, Duration.ofSeconds(3));

    PermitRequest patient = PermitRequests.request(HISTORY, "b", 0, Duration.ofSeconds(10), LONG);

    assertThat(limiter.reserve(patient))
        .isInstanceOfSatisfying(
            PermitDecision.Wait.class,
            wait -> assertThat(wait.time()).isGreaterThan(Duration.ofSeconds(10)));
  }

  @Test
  void a_repeated_request_reserves_one_next_permit() {
    Duration next = nextOf(request("a").reserving("b"));
    assertThat(next).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));

    assertThat(nextOf(request("a").reserving("b"))).isLessThanOrEqualTo(next);

    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    assertThat(waitOf("b")).isLessThanOrEqualTo(next);
  }

  @Test
  void requests_owed_by_a_reserved_permit_delay_the_later_ones() {
    limiter.reserve(request("a").reserving("b"));
    assertThat(waitOf("c")).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));

    PermitRequest reserved = ahead("b", 2);
    assertThat(waitOf(reserved)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(waitOf(reserved.after(Duration.ZERO))).isLessThanOrEqualTo(Duration.ofSeconds(10));

    assertThat(waitOf("d")).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(50));
  }

  @Test
  void a_hold_moves_reserved_permits() {
    limiter.reserve(request("a").reserving("b"));

    limiter.hold(HISTORY, Duration.ofSeconds(60));

    assertThat(waitOf(ahead("b", 0))).isGreaterThan(Duration.ofSeconds(50));
  }

  @Test
  void a_released_permit_goes_to_the_next_request() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));

    limiter.release(request("b"));

    assertThat(waitOf("c")).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_permit_before_others_is_kept() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));
    limiter.reserve(request("c"));

    assertThat(limiter.releaseIfLast(request("b"))).isFalse();
    assertThat(waitOf("b")).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(limiter.releaseIfLast(request("c"))).isTrue();
    assertThat(waitOf("d")).isLessThanOrEqualTo(Duration.ofSeconds(20));
    assertThat(limiter.releaseIfLast(request("unknown"))).isTrue();
  }

  @Test
  void a_released_permit_returns_none_that_others_got_since() {
    RedisRateLimiter burst = limiter(RateLimits.all(Rate.parse("10+1/60s"), RECOVERY));
    burst.reserve(request("a").reserving("unused"));
    for (int i = 0; i < 8; i++) {
      assertThat(burst.reserve(request("b" + i))).isEqualTo(new PermitDecision.Granted(false));
    }

    burst.release(request("unused"));

    assertThat(burst.reserve(request("c"))).isInstanceOf(PermitDecision.Wait.class);
  }

  @Test
  void a_rate_of_an_operator_applies_at_once() {
    redis
        .connection()
        .commands()
        .getMap(redis.keys().limit(account, "history"), StringCodec.INSTANCE)
        .put("interval", "100000000");
    limiter.reserve(request("a"));

    assertThat(waitOf("b")).isGreaterThan(Duration.ofSeconds(90));
  }

  @Test
  void a_rate_that_is_set_keeps_the_share_that_a_hold_left() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));
    limiter.reserve(request("c"));
    limiter.hold(HISTORY, Duration.ofSeconds(60));

    new RateLimitAdmin(redis.connection(), redis.keys(), () -> SLOW)
        .setRate(account, HISTORY, Rate.parse("2/10s"));

    assertThat(waitOf("c").minus(waitOf("b")))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void a_hold_stops_all_requests_and_is_never_shortened() {
    assertThat(limiter.hold(HISTORY, Duration.ofSeconds(60))).isTrue();
    assertThat(limiter.hold(HISTORY, Duration.ofSeconds(5))).isFalse();

    assertThat(waitOf("a")).isGreaterThan(Duration.ofSeconds(50));
    assertThat(limiter.reserve(PermitRequests.request(HISTORY, "b", 0, Duration.ofSeconds(10))))
        .isInstanceOfSatisfying(
            PermitDecision.TooLong.class, tooLong -> assertThat(tooLong.held()).isTrue());
  }

  @Test
  void waiting_requests_keep_their_order_behind_a_hold_at_half_the_rate() {
    limiter.reserve(request("a"));
    limiter.reserve(request("b"));
    limiter.reserve(request("c"));

    limiter.hold(HISTORY, Duration.ofSeconds(60));

    Duration b = waitOf("b");
    Duration c = waitOf("c");
    assertThat(b).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(c.minus(b)).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(21));
    assertThat(waitOf("d").minus(c)).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(21));
  }

  @Test
  void after_a_hold_one_request_probes_and_the_others_follow() throws InterruptedException {
    limiter.hold(HISTORY, Duration.ofMillis(1));
    await().until(() -> limiter.reserve(request("a")) instanceof PermitDecision.HoldOver);

    assertThat(limiter.lockProbe(HISTORY, Duration.ZERO)).isTrue();
    assertThat(limiter.reserve(request("a").asProbe())).isEqualTo(new PermitDecision.Granted(true));
    assertThat(limiter.reserve(request("b"))).isEqualTo(new PermitDecision.HoldOver());

    limiter.probeSucceeded(HISTORY);
    limiter.unlockProbe(HISTORY);

    assertThat(limiter.reserve(request("b"))).isInstanceOf(PermitDecision.Wait.class);
  }

  @Test
  void a_probe_that_meets_another_flood_wait_frees_no_request() throws InterruptedException {
    limiter.hold(HISTORY, Duration.ofMillis(1));
    await().until(() -> limiter.reserve(request("a")) instanceof PermitDecision.HoldOver);
    limiter.reserve(request("a").asProbe());

    assertThat(limiter.hold(HISTORY, Duration.ofSeconds(60))).isTrue();
    limiter.probeSucceeded(HISTORY);

    assertThat(waitOf("b")).isGreaterThan(Duration.ofSeconds(50));
    assertThat(share()).asString().startsWith("0.25");
  }

  private Object share() {
    return redis
        .connection()
        .commands()
        .getMap(redis.keys().limit(account, "history"), StringCodec.INSTANCE)
        .get("share");
  }

  /** Twenty threads take 500 permits; no period has more of them than the rate allows. */
  @Test
  void many_threads_keep_to_the_rate() throws Exception {
    int perSecond = 500;
    RedisRateLimiter fast =
        limiter(RateLimits.all(new Rate(perSecond, Duration.ofSeconds(1)), RECOVERY));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Callable<Void> work = () -> takePermits(fast, 25);
      ends.add(threads.submit(work));
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();

    List<Double> granted = new ArrayList<>();
    redis
        .connection()
        .commands()
        .<String>getScoredSortedSet(
            redis.keys().limitGranted(account, "history"), StringCodec.INSTANCE)
        .entryRange(0, -1)
        .forEach(entry -> granted.add(entry.getScore()));
    Collections.sort(granted);
    assertThat(granted).hasSize(500);
    int burst = perSecond / 2;
    for (int i = 0; i < granted.size(); i++) {
      for (int j = i; j < granted.size(); j++) {
        double seconds = (granted.get(j) - granted.get(i)) / 1e6;
        // A thread may take its permit late, close to the next ones.
        assertThat(j - i + 1.0).isLessThanOrEqualTo(1 + burst + perSecond * (seconds + 0.25));
      }
    }
  }

  private static Void takePermits(RateLimiter limiter, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      PermitRequest request = request(UUID.randomUUID().toString());
      PermitDecision decision = limiter.reserve(request);
      while (decision instanceof PermitDecision.Wait wait) {
        Sleeper.system().sleep(wait.time());
        decision = limiter.reserve(request);
      }
    }
    return null;
  }
}
