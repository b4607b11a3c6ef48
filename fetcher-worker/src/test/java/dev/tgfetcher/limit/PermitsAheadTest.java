package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.FULL_INFO;
import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.RequestGate.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request that waited reserves a permit for the next one of its class. */
class PermitsAheadTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Each permit and each next one is a second away; the time moves by hand. */
  private static final class Slow extends RecordingRateLimiter {
    private final List<String> reserved = new ArrayList<>();
    private boolean isLast = true;

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

    @Override
    public boolean releaseIfLast(PermitRequest request) {
      return isLast && super.releaseIfLast(request);
    }
  }

  private final Slow slow = new Slow();
  private final ManualBackgroundTasks tasks = new ManualBackgroundTasks();
  private long nanos;

  private RateLimitedGate gate(RateLimiter limiter, BackgroundTasks background) {
    return new RateLimitedGate(
        limiter,
        duration -> nanos += duration.toNanos(),
        () -> nanos,
        new Patience(LONG, LONG),
        RateLimitListener.NONE,
        new WireRequestCounter((method, wait) -> {}),
        background);
  }

  private RateLimitedGate slowGate() {
    return gate(slow, tasks);
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
  void a_request_later_than_its_permit_does_not_wait_and_reserves_the_next_one() throws Exception {
    passTwice(Duration.ofMillis(1500));
    tasks.runSoon();

    assertThat(nanos).isEqualTo(Duration.ofMillis(2500).toNanos());
    assertThat(slow.ids().get(2)).isEqualTo(slow.reserved.get(0));
    assertThat(slow.reserved).hasSize(2);
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

  /** Grants each request at once, and the next one with it. */
  private static final class Free extends RecordingRateLimiter {
    private long holds;
    private Runnable duringReserve = () -> {};

    Free() {
      super(
          new LocalRateLimiter(() -> RateLimits.all(Rate.parse("1/s"), LONG), 1, System::nanoTime));
    }

    @Override
    public PermitDecision reserve(PermitRequest request) {
      requests.add(request);
      duringReserve.run();
      return new PermitDecision.Granted(false, request.nextId() == null ? null : Duration.ZERO);
    }

    @Override
    public long holds(MethodClass method) {
      return holds;
    }
  }

  private final Free free = new Free();

  private RateLimitedGate freeGate(BackgroundTasks background) {
    return gate(free, background);
  }

  @Test
  void a_free_permit_is_requested_while_the_request_before_is_under_way() throws Exception {
    RateLimitedGate gate = freeGate(tasks);
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    assertThat(free.requests).hasSize(2);
    assertThat(free.requests.get(0).nextId()).as("a single request").isNull();

    for (int i = 2; i < 5; i++) {
      pass(gate, HISTORY);
      assertThat(free.requests).as("sent without a round trip before it").hasSize(i);
      tasks.runSoon();
      assertThat(free.ids().get(i)).isEqualTo(free.requests.get(i - 1).nextId());
    }
  }

  @Test
  void a_place_is_not_used_into_a_hold() throws Exception {
    RateLimitedGate gate = freeGate(tasks);
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    free.holds++;

    pass(gate, HISTORY);

    assertThat(free.requests).hasSize(3);
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void a_hold_at_the_last_moment_makes_the_request_ask_again() throws Exception {
    RateLimitedGate gate = freeGate(holdAtFirst());
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    assertThat(free.requests).hasSize(2);

    pass(gate, HISTORY);

    assertThat(free.requests).hasSize(3);
    assertThat(free.ids().get(2)).as("a new permit").isNotEqualTo(free.requests.get(1).nextId());
  }

  /** Publishes a hold while the use of a place is reported. */
  private BackgroundTasks holdAtFirst() {
    return new BackgroundTasks() {
      @Override
      public void run(Runnable task) {
        free.holds++;
        tasks.run(task);
      }

      @Override
      public void runAfter(Duration delay, Runnable task) {
        tasks.runAfter(delay, task);
      }
    };
  }

  @Test
  void a_place_that_was_reserved_before_a_hold_is_not_used_after_it() throws Exception {
    RateLimitedGate gate = freeGate(tasks);
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    free.duringReserve = () -> free.holds++;
    tasks.runSoon();
    free.duringReserve = () -> {};

    pass(gate, HISTORY);

    assertThat(free.requests).hasSize(4);
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void a_process_that_does_not_know_of_holds_asks_for_each_permit() throws Exception {
    free.holds = -1;
    RateLimitedGate gate = freeGate(tasks);
    for (int i = 1; i < 5; i++) {
      pass(gate, HISTORY);
      assertThat(free.requests).hasSize(i);
    }
  }

  @Test
  void a_place_that_is_not_used_within_a_second_of_its_time_is_given_back() throws Exception {
    pass(slowGate(), HISTORY);
    String unused = slow.reserved.get(0);
    assertThat(tasks.delays()).containsExactly(Duration.ofSeconds(2));

    tasks.runLater();

    assertThat(slow.released).containsExactly(unused);
  }

  @Test
  void a_place_that_was_used_is_not_given_back() throws Exception {
    RateLimitedGate gate = slowGate();
    pass(gate, HISTORY);
    pass(gate, HISTORY);
    String unused = slow.reserved.get(1);

    tasks.runLater();

    assertThat(slow.released).containsExactly(unused);
  }

  @Test
  void a_place_of_a_class_serves_no_other_class() throws Exception {
    RateLimitedGate gate = slowGate();
    pass(gate, HISTORY);
    pass(gate, MESSAGES);

    assertThat(slow.ids()).doesNotContain(slow.reserved.get(0));
  }

  @Test
  void a_place_is_given_back_at_the_end_of_its_series() throws Exception {
    RateLimitedGate gate = slowGate();
    pass(gate, HISTORY);
    String unused = slow.reserved.get(0);

    gate.endSeries();
    tasks.runSoon();

    assertThat(slow.released).containsExactly(unused);
    tasks.runLater();
    assertThat(slow.released).as("once").containsExactly(unused);
    pass(gate, HISTORY);
    assertThat(slow.ids()).doesNotContain(unused);
  }

  @Test
  void a_place_before_others_serves_the_next_series() throws Exception {
    RateLimitedGate gate = slowGate();
    pass(gate, HISTORY);
    String kept = slow.reserved.get(0);
    slow.isLast = false;

    gate.endSeries();
    tasks.runSoon();
    pass(gate, HISTORY);

    assertThat(slow.released).isEmpty();
    assertThat(slow.ids().get(slow.ids().size() - 1)).isEqualTo(kept);
  }

  @Test
  void the_end_of_a_series_without_a_place_costs_nothing() throws Exception {
    RateLimitedGate gate = freeGate(tasks);
    pass(gate, HISTORY);

    gate.endSeries();

    assertThat(tasks.isEmpty()).isTrue();
  }
}
