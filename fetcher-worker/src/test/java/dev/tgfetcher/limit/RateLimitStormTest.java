package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.REPLIES;
import static dev.tgfetcher.limit.PermitRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Failures of Redis or of a worker grant no permit twice and block no request. */
class RateLimitStormTest {
  private static final RateLimits RATES =
      RateLimits.all(Rate.parse("40/s"), Duration.ofMinutes(20));
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private RedisServerProcess server;
  private RedisConnection redis;
  private final ConcurrentLinkedQueue<Long> grantedNanos = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() {
    server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
    redis = RedisConnection.open(RedisAddress.parse(server.url()), 1);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private RedisRateLimiter limiter() {
    return new RedisRateLimiter(redis, RedisKeys.DEFAULT, "1", () -> RATES);
  }

  /** Takes permits like a gate, and repeats every failed call to Redis. */
  private Void takePermits(int count) throws InterruptedException {
    RateLimiter limiter = limiter();
    for (int i = 0; i < count; i++) {
      PermitRequest request = request(HISTORY, Thread.currentThread().getName() + "-" + i, 0, LONG);
      PermitDecision decision = reserveDespiteOutages(limiter, request);
      while (decision instanceof PermitDecision.Wait wait) {
        Sleeper.system().sleep(wait.time());
        decision = reserveDespiteOutages(limiter, request);
      }
      grantedNanos.add(System.nanoTime());
    }
    return null;
  }

  private static PermitDecision reserveDespiteOutages(RateLimiter limiter, PermitRequest request) {
    List<PermitDecision> decision = new ArrayList<>();
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(RedisException.class)
        .until(() -> decision.add(limiter.reserve(request)));
    return decision.get(0);
  }

  private List<Future<Void>> takeOnThreads(ExecutorService threads, int count, int each) {
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(threads.submit(() -> takePermits(each)));
    }
    return ends;
  }

  /** Sends a command to Redis; the call returns when it answers. */
  private void send(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      assertThat(socket.getInputStream().read()).isEqualTo('+');
    }
  }

  @Test
  void a_script_that_is_repeated_after_a_timeout_takes_one_permit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    long start = System.nanoTime();
    List<Future<Void>> ends = takeOnThreads(threads, 8, 25);
    await().until(() -> grantedNanos.size() >= 40);

    send("DEBUG SLEEP 3.5");

    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    assertNoMoreThanTheRate(start, 200);
  }

  /**
   * With {@code everysec}, Redis answers before it has written anything while a sync is slow, so a
   * killed server may forget more than this test is about.
   */
  @Test
  void a_restarted_redis_keeps_the_grants_and_the_hold() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    long start = System.nanoTime();
    List<Future<Void>> ends = takeOnThreads(threads, 8, 25);
    await().until(() -> grantedNanos.size() >= 40);
    send("CONFIG SET appendfsync always");
    limiter().hold(REPLIES, Duration.ofMinutes(5));

    server.kill();
    server.start();

    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    assertNoMoreThanTheRate(start, 200);
    PermitRequest replies = request(REPLIES, "r", 0, LONG);
    assertThat(reserveDespiteOutages(limiter(), replies))
        .isInstanceOfSatisfying(PermitDecision.TooLong.class, no -> assertThat(no.held()).isTrue());
  }

  @Test
  void a_hold_during_a_lost_connection_counts_as_known() {
    HoldNotices notices = HoldNotices.subscribe(redis, RedisKeys.DEFAULT);
    RateLimiter limiter = new RedisRateLimiter(redis, RedisKeys.DEFAULT, "1", () -> RATES, notices);
    await().until(() -> limiter.holds(HISTORY) > 0);
    long before = limiter.holds(HISTORY);

    server.kill();
    server.start();

    await().atMost(LONG).until(() -> limiter.holds(HISTORY) > before);
  }

  @Test
  void holds_stay_unknown_if_redis_refuses_the_subscription() throws Exception {
    send("ACL SETUSER default resetchannels");

    HoldNotices notices = HoldNotices.subscribe(redis, RedisKeys.DEFAULT);

    assertThat(notices.isSubscribed()).isFalse();
    RateLimiter limiter = new RedisRateLimiter(redis, RedisKeys.DEFAULT, "1", () -> RATES, notices);
    assertThat(limiter.hold(HISTORY, Duration.ofSeconds(1))).isTrue();
    assertThat(limiter.holds(HISTORY)).isEqualTo(-1);
  }

  private void assertNoMoreThanTheRate(long start, int permits) {
    assertThat(grantedNanos).hasSize(permits);
    double seconds = (grantedNanos.stream().mapToLong(n -> n).max().orElseThrow() - start) / 1e9;
    // Twenty permits can be taken at the start; each one above that would be granted twice.
    assertThat(permits).isLessThanOrEqualTo((int) (seconds * 40) + 20 + 1);
  }

  @Test
  void a_request_costs_two_round_trips_at_most() throws Exception {
    long before = scriptCalls();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (Future<Void> end : takeOnThreads(threads, 4, 50)) {
      end.get();
    }
    threads.shutdown();

    long calls = scriptCalls() - before;

    assertThat(calls).isBetween(200L, 400L + 2);
  }

  /** Returns the number of script calls that the server counts. */
  private long scriptCalls() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      byte[] commands = "INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(commands);
      socket.getOutputStream().flush();
      String stats = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stats
          .lines()
          .filter(line -> line.startsWith("cmdstat_eval"))
          .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
          .sum();
    }
  }

  @Test
  void the_lock_of_a_killed_prober_expires_after_seconds() throws Exception {
    RateLimiter limiter = limiter();
    limiter.hold(HISTORY, Duration.ofMillis(1));
    Process prober =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Prober.class.getName(),
                server.url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(prober.inputReader().readLine()).startsWith("Granted[probe=true");
    assertThat(limiter.lockProbe(HISTORY, Duration.ZERO)).isFalse();

    prober.destroyForcibly().waitFor();

    assertThat(limiter.lockProbe(HISTORY, RedisRateLimiter.PROBE_LEASE.multipliedBy(2))).isTrue();
    PermitRequest request = request(HISTORY, "next", 0, LONG).asProbe();
    assertThat(limiter.reserve(request)).isEqualTo(new PermitDecision.Granted(true));
    limiter.probeSucceeded(HISTORY);
    limiter.unlockProbe(HISTORY);
    assertThat(limiter.reserve(request(HISTORY, "others", 0, LONG)))
        .isNotInstanceOf(PermitDecision.HoldOver.class);
  }

  /** Takes the probe lock and a permit, and then sleeps until it is killed. */
  static final class Prober {
    public static void main(String[] args) throws Exception {
      RedisConnection redis = RedisConnection.open(RedisAddress.parse(args[0]), 1);
      RateLimiter limiter = new RedisRateLimiter(redis, RedisKeys.DEFAULT, "1", () -> RATES);
      limiter.lockProbe(HISTORY, Duration.ofSeconds(5));
      System.out.println(limiter.reserve(request(HISTORY, "prober", 0, LONG).asProbe()));
      System.out.flush();
      Thread.sleep(LONG.toMillis());
    }
  }

  /** Random requests, some of which owe further permits or are released. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void requests_are_served_in_the_order_of_arrival(long seed) {
    Random random = new Random(seed);
    RedisRateLimiter slow =
        new RedisRateLimiter(
            redis,
            RedisKeys.DEFAULT,
            "seed-" + seed,
            () -> RateLimits.all(Rate.parse("1/s"), LONG));
    RScoredSortedSet<String> waiting =
        redis
            .commands()
            .getScoredSortedSet(
                RedisKeys.DEFAULT.limitWaiting("seed-" + seed, "history"), StringCodec.INSTANCE);
    slow.reserve(request(HISTORY, "first", 0, Duration.ofHours(1)));
    List<String> inLine = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      PermitRequest request = request(HISTORY, "r" + i, random.nextInt(4), Duration.ofHours(1));
      assertThat(slow.reserve(request)).isInstanceOf(PermitDecision.Wait.class);
      inLine.add(request.id());
      if (random.nextInt(6) == 0) {
        String leaving = inLine.remove(random.nextInt(inLine.size()));
        slow.release(request(HISTORY, leaving, 0, LONG));
      }
      if (random.nextInt(20) == 0) {
        slow.hold(HISTORY, Duration.ofSeconds(60));
      }
    }

    assertThat(waiting.readAll()).containsExactlyElementsOf(inLine);
    List<Double> moments = inLine.stream().map(waiting::getScore).toList();
    for (int i = 1; i < moments.size(); i++) {
      assertThat(moments.get(i) - moments.get(i - 1)).isGreaterThanOrEqualTo(999_999);
    }
  }
}
