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

/** A request that waited has a permit reserved for the next of its kind. */
@ExtendWith(RedisServerExtension.class)
class PermitsAheadTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_series_is_one_question_each_and_never_more_than_the_rate(TestRedis redis)
      throws Exception {
    int perSecond = 40;
    int each = 20;
    RateLimits rates = RateLimits.all(Rate.parse(perSecond + "/s"), Duration.ofHours(1));
    String account = UUID.randomUUID().toString();
    RedisRateLimiter fast =
        new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> rates);
    List<Telling> gates = List.of(new Telling(fast), new Telling(fast), new Telling(fast));
    ExecutorService threads = Executors.newFixedThreadPool(gates.size());
    long start = System.nanoTime();
    List<Future<Void>> ends = new ArrayList<>();
    for (Telling one : gates) {
      Callable<Void> series = () -> pass(one, each);
      ends.add(threads.submit(series));
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    threads.shutdown();
    double seconds = (System.nanoTime() - start) / 1e9;

    int made = gates.size() * each;
    // Half a second may be made up for at the beginning; meanwhile nobody waits, nor reserves.
    assertThat(made).isLessThanOrEqualTo((int) (seconds * perSecond) + perSecond / 2 + 1);
    for (Telling one : gates) {
      assertThat(one.asked).hasSizeBetween(each, each + each / 4);
    }
  }

  private static Void pass(Telling limiter, int times) throws InterruptedException {
    RateLimitedGate gate =
        new RateLimitedGate(
            limiter,
            new WakeableSleeper(),
            System::nanoTime,
            LONG,
            RateLimitListener.NONE,
            new WireRequestCounter((method, wait) -> {}));
    for (int i = 0; i < times; i++) {
      gate.pass(Call.of(HISTORY, () -> JsonNodeFactory.instance.objectNode()));
    }
    return null;
  }

  /** Time moved by hand; whoever asks waits a second, and so does the next. */
  private static final class Slow extends Telling {
    private final List<String> reserved = new ArrayList<>();

    Slow() {
      super(
          new LocalRateLimiter(() -> RateLimits.all(Rate.parse("1/s"), LONG), 1, System::nanoTime));
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      boolean isNew = !ids().contains(request.id()) && !reserved.contains(request.id());
      asked.add(request);
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

  private RateLimitedGate gateOfSlow() {
    return new RateLimitedGate(
        slow,
        duration -> nanos += duration.toNanos(),
        () -> nanos,
        LONG,
        RateLimitListener.NONE,
        new WireRequestCounter((method, wait) -> {}));
  }

  private void pass(RateLimitedGate gate, MethodClass method) throws InterruptedException {
    gate.pass(Call.of(method, () -> JsonNodeFactory.instance.objectNode()));
  }

  private void passTwice(Duration between) throws InterruptedException {
    RateLimitedGate gate = gateOfSlow();
    pass(gate, HISTORY);
    nanos += between.toNanos();
    pass(gate, HISTORY);
  }

  @Test
  void the_first_asks_twice_and_each_that_follows_once_at_its_time() throws Exception {
    RateLimitedGate gate = gateOfSlow();
    for (int i = 1; i <= 4; i++) {
      pass(gate, HISTORY);
      assertThat(nanos).isEqualTo(Duration.ofSeconds(i).toNanos());
    }

    assertThat(slow.ids()).hasSize(5);
    assertThat(slow.ids().subList(2, 5)).isEqualTo(slow.reserved.subList(0, 3));
  }

  @Test
  void who_comes_later_than_its_turn_does_not_reserve_another() throws Exception {
    passTwice(Duration.ofMillis(1500));

    assertThat(slow.ids().get(2)).isEqualTo(slow.reserved.get(0));
    assertThat(slow.reserved).hasSize(1);
  }

  @Test
  void who_comes_too_late_has_lost_its_turn() throws Exception {
    passTwice(Duration.ofMillis(2001));

    assertThat(slow.ids()).hasSize(4).doesNotContain(slow.reserved.get(0));
  }

  @Test
  void what_is_not_asked_for_in_series_reserves_nothing() throws Exception {
    RateLimitedGate gate = gateOfSlow();
    pass(gate, FULL_INFO);
    gate.pass(
        new Call(MethodClass.RESOLVE, 1, "ru_python", () -> JsonNodeFactory.instance.objectNode()));

    assertThat(slow.reserved).isEmpty();
  }

  /** Tells of every question to the limiter behind it. */
  private static class Telling implements RateLimiter {
    private final RateLimiter behind;
    final List<PermitRequest> asked = new ArrayList<>();

    Telling(RateLimiter behind) {
      this.behind = behind;
    }

    List<String> ids() {
      return asked.stream().map(PermitRequest::id).toList();
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      asked.add(request);
      return behind.reserve(request);
    }

    @Override
    public void release(PermitRequest request) {
      behind.release(request);
    }

    @Override
    public boolean hold(MethodClass method, Duration wait) {
      return behind.hold(method, wait);
    }

    @Override
    public void probeSucceeded(MethodClass method) {
      behind.probeSucceeded(method);
    }

    @Override
    public boolean lockProbe(MethodClass method, Duration patience) throws InterruptedException {
      return behind.lockProbe(method, patience);
    }

    @Override
    public void unlockProbe(MethodClass method) {
      behind.unlockProbe(method);
    }
  }
}
