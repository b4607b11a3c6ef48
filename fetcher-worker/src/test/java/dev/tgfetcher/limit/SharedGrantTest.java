package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sessions of one account, each with two requests at a time, use all of its rate and no more. A
 * busy machine slows them, so what they use is measured in the profile.
 */
@ExtendWith(RedisServerExtension.class)
class SharedGrantTest {
  private static final int PER_SECOND = 25;
  private static final int REQUESTS = 100;
  private static final int THREADS_PER_SESSION = 2;

  /** Permits of half a second can be taken at the start. */
  private static final double BURST = PER_SECOND / 2.0;

  /** A busy machine may send a granted request later than its permit. */
  private static final double TOLERATED = 4 * PER_SECOND;

  private final Queue<Long> sent = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @ParameterizedTest
  @CsvSource({"HISTORY,1", "HISTORY,8", "MESSAGES,1", "MESSAGES,8"})
  void the_sessions_of_an_account_use_no_more_than_its_rate(
      MethodClass method, int sessions, TestRedis redis) throws Exception {
    assertThat(largestBurst(times(method, sessions, redis))).isLessThanOrEqualTo(TOLERATED);
  }

  @ParameterizedTest
  @Tag("limits")
  @CsvSource({"HISTORY,1", "HISTORY,8", "MESSAGES,1", "MESSAGES,8"})
  void the_sessions_of_an_account_use_its_rate(MethodClass method, int sessions, TestRedis redis)
      throws Exception {
    assertThat(usage(times(method, sessions, redis))).isGreaterThanOrEqualTo(0.95);
  }

  /** Sends the requests, and returns the times at which they were sent. */
  private List<Long> times(MethodClass method, int sessions, TestRedis redis) throws Exception {
    String account = UUID.randomUUID().toString();
    HoldNotices notices = HoldNotices.subscribe(redis.connection(), redis.keys());
    RateLimits rates = RateLimits.all(Rate.parse(PER_SECOND + "/s"), Duration.ofHours(1));
    List<Future<Void>> ends = new ArrayList<>();
    for (int session = 0; session < sessions; session++) {
      WireRequestCounter counter = new WireRequestCounter((flooded, wait) -> {});
      RateLimitedGate gate =
          new RateLimitedGate(
              new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates, notices),
              new WakeableSleeper(),
              System::nanoTime,
              Patience.ENDLESS,
              RateLimitListener.NONE,
              counter,
              BackgroundTasks.on(threads));
      Call call = Call.of(method, () -> send(counter, method));
      for (int thread = 0; thread < THREADS_PER_SESSION; thread++) {
        Callable<Void> series = () -> passUntilEnough(gate, call);
        ends.add(threads.submit(series));
      }
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    assertThat(sent).hasSizeGreaterThanOrEqualTo(REQUESTS);
    return sent.stream().sorted().toList();
  }

  private Void passUntilEnough(RateLimitedGate gate, Call call) throws InterruptedException {
    while (sent.size() < REQUESTS) {
      gate.pass(call);
    }
    return null;
  }

  private JsonNode send(WireRequestCounter counter, MethodClass method) {
    sent.add(System.nanoTime());
    int constructor = method == HISTORY ? 0x4423e6c5 : 0xad8c9a23;
    counter.accept(new WireEvent(1, constructor, null));
    return JsonNodeFactory.instance.objectNode();
  }

  /** The requests, as a share of the permits in the time from the first to the last of them. */
  private static double usage(List<Long> times) {
    double seconds = (times.get(times.size() - 1) - times.get(0)) / 1e9;
    return times.size() / (seconds * PER_SECOND + BURST);
  }

  /** The tokens that a bucket needs at least so that it refuses none of the requests. */
  private static double largestBurst(List<Long> times) {
    double largest = 0;
    double tokens = 0;
    for (int i = 0; i < times.size(); i++) {
      double seconds = i == 0 ? 0 : (times.get(i) - times.get(i - 1)) / 1e9;
      tokens = Math.max(0, tokens - seconds * PER_SECOND) + 1;
      largest = Math.max(largest, tokens);
    }
    return largest;
  }
}
