package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.FULL_INFO;
import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request that waited reserves a permit for the next one of its class. */
@ExtendWith(RedisServerExtension.class)
class PermitsAheadTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_series_costs_one_round_trip_each_and_keeps_to_the_rate(TestRedis redis) throws Exception {
    int perSecond = 40;
    int each = 20;
    RateLimits rates = RateLimits.all(Rate.parse(perSecond + "/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    RedisRateLimiter fast =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates);
    List<Recording> gates = List.of(new Recording(fast), new Recording(fast), new Recording(fast));
    ExecutorService threads = Executors.newFixedThreadPool(gates.size());
    long start = System.nanoTime();
    List<Future<Void>> ends = new ArrayList<>();
    for (Recording one : gates) {
      Callable<Void> series = () -> pass(one, each);
      ends.add(threads.submit(series));
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    double seconds = (System.nanoTime() - start) / 1e9;

    int made = gates.size() * each;
    // The permits of half a second can be taken at the start, where no request waits or reserves.
    assertThat(made).isLessThanOrEqualTo((int) (seconds * perSecond) + perSecond / 2 + 1);
    for (Recording one : gates) {
      assertThat(one.requests).hasSizeBetween(each, each + each / 4);
    }
  }

  private static Void pass(Recording limiter, int times) throws InterruptedException {
    RateLimitedGate gate =
        new RateLimitedGate(
            limiter,
            new WakeableSleeper(),
            System::nanoTime,
            new Patience(LONG, LONG),
            RateLimitListener.NONE,
            new WireRequestCounter((method, wait) -> {}));
    for (int i = 0; i < times; i++) {
      gate.pass(Call.of(HISTORY, () -> JsonNodeFactory.instance.objectNode()));
    }
    return null;
  }

  /** Each permit and each next one is a second away; the time moves by hand. */
  private static final class Slow extends Recording {
    private final List<String> reserved = new ArrayList<>();

    Slow() {
      super(
          new LocalRateLimiter(() -> RateLimits.all(Rate.parse("1/s"), LONG), 1, System::nanoTime));
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      boolean isNew = !ids().contains(request.id()) && !reserved.contains(request.id());
      requests.add(request);
      if (isNew) {
        return new PermitDecision.Wait(Duration.ofSeconds(1));
      }
      if (request.nextId() == null) {
        return new PermitDecision.Granted(false);
      }
      reserved.add(request.nextId());
      return new PermitDecision.Granted(false, Duration.ofSeconds(1));
    }
  }

  private final Slow slow = new Slow();
  private long nanos;

  private RateLimitedGate slowGate() {
    return new RateLimitedGate(
        slow,
        duration -> nanos += duration.toNanos(),
        () -> nanos,
        new Patience(LONG, LONG),
        RateLimitListener.NONE,
        new WireRequestCounter((method, wait) -> {}));
  }

  private void pass(RateLimitedGate gate, MethodClass method) throws InterruptedException {
    gate.pass(Call.of(method, () -> JsonNodeFactory.instance.objectNode()));
  }

  private void passTwice(Duration between) throws InterruptedException {
    RateLimitedGate gate = slowGate();
    pass(gate, HISTORY);
    nanos += between.toNanos();
    pass(gate, HISTORY);
  }

  @Test
  void the_first_request_reserves_twice_and_each_later_one_once() throws Exception {
    RateLimitedGate gate = slowGate();
    for (int i = 1; i <= 4; i++) {
      pass(gate, HISTORY);
      assertThat(nanos).isEqualTo(Duration.ofSeconds(i).toNanos());
    }

    assertThat(slow.ids()).hasSize(5);
    assertThat(slow.ids().subList(2, 5)).isEqualTo(slow.reserved.subList(0, 3));
  }

  @Test
  void a_request_later_than_its_permit_reserves_no_next_one() throws Exception {
    passTwice(Duration.ofMillis(1500));

    assertThat(slow.ids().get(2)).isEqualTo(slow.reserved.get(0));
    assertThat(slow.reserved).hasSize(1);
  }

  @Test
  void a_request_that_comes_too_late_takes_a_new_permit() throws Exception {
    passTwice(Duration.ofMillis(2001));

    assertThat(slow.ids()).hasSize(4).doesNotContain(slow.reserved.get(0));
  }

  @Test
  void a_class_without_series_reserves_nothing() throws Exception {
    RateLimitedGate gate = slowGate();
    pass(gate, FULL_INFO);
    gate.pass(
        new Call(MethodClass.RESOLVE, 1, "ru_python", () -> JsonNodeFactory.instance.objectNode()));

    assertThat(slow.reserved).isEmpty();
  }

  /** Records the requests to another limiter. */
  private static class Recording implements RateLimiter {
    private final RateLimiter limiter;
    final List<PermitRequest> requests = new ArrayList<>();

    Recording(RateLimiter limiter) {
      this.limiter = limiter;
    }

    List<String> ids() {
      return requests.stream().map(PermitRequest::id).toList();
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      requests.add(request);
      return limiter.reserve(request);
    }

    @Override
    public void release(PermitRequest request) {
      limiter.release(request);
    }

    @Override
    public boolean hold(MethodClass method, Duration wait) {
      return limiter.hold(method, wait);
    }

    @Override
    public void probeSucceeded(MethodClass method) {
      limiter.probeSucceeded(method);
    }

    @Override
    public boolean lockProbe(MethodClass method, Duration patience) throws InterruptedException {
      return limiter.lockProbe(method, patience);
    }

    @Override
    public void unlockProbe(MethodClass method) {
      limiter.unlockProbe(method);
    }
  }
}
