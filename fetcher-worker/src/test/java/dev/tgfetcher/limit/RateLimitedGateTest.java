package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.LOCAL;
import static dev.tgfetcher.limit.MethodClass.RESOLVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.limit.RequestGate.Request;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The time moves by hand: when a request waits, and when it takes long. */
class RateLimitedGateTest {
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode();
  private static final int GET_HISTORY = 0x4423e6c5;
  private static final int RESOLVE_USERNAME = 0x725afbbc;

  private final List<String> reported = new ArrayList<>();
  private final RateLimitListener listener =
      new RateLimitListener() {
        @Override
        public void waited(MethodClass method, Duration wait) {
          reported.add("waited " + wait.toSeconds());
        }

        @Override
        public void deferred(MethodClass method, Duration wait) {
          reported.add("deferred " + wait.toSeconds());
        }

        @Override
        public void flooded(MethodClass method, Duration wait) {
          reported.add("flooded " + wait.toSeconds());
        }
      };

  private long nanos = 1;
  private Runnable duringSleep = () -> {};
  private RateLimits rates = RateLimits.all(Rate.parse("1/s"), Duration.ofMinutes(20));
  private final RateLimiter limiter = new LocalRateLimiter(() -> rates, 1, () -> nanos);
  private final WireRequestCounter counter = new WireRequestCounter((method, wait) -> {});
  private final RateLimitedGate gate = gate(Duration.ofSeconds(10));

  private RateLimitedGate gate(Duration deferAfter) {
    return gate(Patience.deferringAfter(deferAfter));
  }

  private RateLimitedGate gate(Patience patience) {
    return new RateLimitedGate(
        limiter,
        this::sleep,
        () -> nanos,
        patience,
        listener,
        counter,
        new ManualBackgroundTasks());
  }

  private void sleep(Duration duration) {
    nanos += duration.toNanos();
    duringSleep.run();
    duringSleep = () -> {};
  }

  /** A request that is sent so many times on the wire. */
  private Request sentTimes(int times) {
    return sentTimes(times, GET_HISTORY);
  }

  private Request sentTimes(int times, int method) {
    return () -> {
      for (int i = 0; i < times; i++) {
        counter.accept(new WireEvent(1, method, null));
      }
      return ANSWER;
    };
  }

  private static JsonNode pass(RequestGate gate, MethodClass method, Request request)
      throws InterruptedException {
    return gate.pass(Call.of(method, request));
  }

  private static JsonNode pass(RequestGate gate, MethodClass method, int requests, Request request)
      throws InterruptedException {
    return gate.pass(new Call(method, requests, null, request));
  }

  private void passName(RequestGate gate, String name) throws InterruptedException {
    gate.pass(new Call(RESOLVE, 1, name, sentTimes(1, RESOLVE_USERNAME)));
  }

  private static Request refused(int seconds) {
    return () -> {
      throw new TelegramException(
          TelegramError.of(429, "Too Many Requests: retry after " + seconds));
    };
  }

  @Test
  void requests_pass_at_the_rate() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(pass(gate, HISTORY, sentTimes(1))).isSameAs(ANSWER);
    }

    assertThat(reported).containsExactly("waited 0", "waited 1", "waited 1");
  }

  @Test
  void a_changed_rate_applies_from_the_next_request_on() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));
    rates = RateLimits.all(Rate.parse("1/5s"), Duration.ofMinutes(20));
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "waited 1", "waited 1", "waited 5");
  }

  @Test
  void a_local_request_passes_at_once() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      pass(gate, LOCAL, sentTimes(0));
    }

    assertThat(reported).isEmpty();
  }

  @Test
  void the_next_request_waits_for_all_requests_that_tdlib_sent() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(3));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "waited 3");
  }

  @Test
  void a_request_that_tdlib_sends_during_a_wait_delays_the_next_one() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    duringSleep = () -> counter.accept(new WireEvent(1, GET_HISTORY, null));

    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "waited 1", "waited 2");
  }

  @Test
  void the_known_further_requests_of_a_call_are_waited_for_before_it() throws InterruptedException {
    pass(gate, HISTORY, 3, sentTimes(3));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 2", "waited 1");
  }

  @Test
  void the_next_request_uses_an_unused_permit() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(0));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "waited 1", "waited 0");
  }

  @Test
  void a_username_whose_permit_is_far_away_defers_the_command() throws InterruptedException {
    RateLimitedGate impatient = gate(Duration.ofMillis(100));
    passName(impatient, "ru_python");

    assertThatThrownBy(() -> passName(impatient, "ru_java"))
        .isInstanceOfSatisfying(
            PermitUnavailableException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)))
        .hasMessageContaining("resolve requests have used up their rate limit");

    assertThat(reported).containsExactly("waited 0", "deferred 1");
    assertThat(counter.sent(RESOLVE)).isEqualTo(1);
  }

  @Test
  void a_started_command_waits_for_its_permit_however_long() throws InterruptedException {
    RateLimitedGate impatient = gate(Duration.ofMillis(100));
    pass(impatient, HISTORY, sentTimes(20));

    pass(impatient, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "waited 6");
  }

  @Test
  void a_run_without_a_queue_waits_for_the_end_of_a_hold_of_hours() throws InterruptedException {
    RateLimitedGate patient = gate(Patience.ENDLESS);
    limiter.hold(HISTORY, Duration.ofHours(18));

    pass(patient, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 64800");
  }

  @Test
  void a_rate_too_low_for_any_day_defers_the_command() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    rates = RateLimits.all(Rate.parse("1/24h"), Duration.ofMinutes(20));

    assertThatThrownBy(() -> pass(gate, HISTORY, 2, sentTimes(2)))
        .isInstanceOf(PermitUnavailableException.class);

    assertThat(reported).containsExactly("waited 0", "deferred 86401");
  }

  @Test
  void a_deferred_command_comes_back_after_two_minutes_at_most() {
    assertThat(new PermitUnavailableException(HISTORY, Duration.ofHours(18), true).retryAfter())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(new PermitUnavailableException(RESOLVE, Duration.ofMinutes(3), false).retryAfter())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void a_command_in_a_long_line_comes_back_after_half_of_the_wait() {
    assertThat(new PermitUnavailableException(RESOLVE, Duration.ofHours(1), false).retryAfter())
        .isEqualTo(Duration.ofMinutes(30));
    assertThat(new PermitUnavailableException(RESOLVE, Duration.ofHours(18), true).retryAfter())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void the_look_up_of_a_name_waits_for_a_second_at_most() throws InterruptedException {
    rates = RateLimits.all(Rate.parse("1/2s"), Duration.ofMinutes(20));
    passName(gate, "ru_python");

    assertThatThrownBy(() -> passName(gate, "ru_java"))
        .isInstanceOf(PermitUnavailableException.class);
    sleep(Duration.ofSeconds(1));
    passName(gate, "ru_java");

    assertThat(reported).containsExactly("waited 0", "deferred 2", "waited 1");
  }

  @Test
  void a_name_does_not_wait_for_a_hold_that_other_requests_wait_for() {
    assertThatThrownBy(() -> pass(gate, RESOLVE, refused(3))).isInstanceOf(TelegramException.class);

    assertThatThrownBy(() -> passName(gate, "ru_java"))
        .isInstanceOf(PermitUnavailableException.class);
    assertThat(reported).containsExactly("waited 0", "flooded 3", "deferred 3");
  }

  @Test
  void a_refusal_holds_the_class_for_the_flood_wait_and_a_margin() {
    assertThatThrownBy(() -> pass(gate, HISTORY, refused(37)))
        .isInstanceOf(TelegramException.class);

    assertThatThrownBy(() -> pass(gate, HISTORY, sentTimes(1)))
        .isInstanceOfSatisfying(
            PermitUnavailableException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(37_500)))
        .hasMessageContaining("held after a flood wait");
    assertThat(reported).containsExactly("waited 0", "flooded 37", "deferred 37");
  }

  @Test
  void a_short_hold_is_waited_for() throws InterruptedException {
    assertThatThrownBy(() -> pass(gate, HISTORY, refused(3))).isInstanceOf(TelegramException.class);

    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "flooded 3", "waited 3");
  }

  @Test
  void a_flood_wait_that_the_wire_reported_is_not_reported_twice() {
    Request request =
        () -> {
          counter.accept(new WireEvent(1, GET_HISTORY, Duration.ofSeconds(73)));
          return refused(73).send();
        };

    assertThatThrownBy(() -> pass(gate, HISTORY, request)).isInstanceOf(TelegramException.class);

    assertThat(reported).containsExactly("waited 0");
  }

  @Test
  void a_slow_answer_is_a_flood_wait_if_the_session_reports_none() throws InterruptedException {
    pass(
        gate,
        HISTORY,
        () -> {
          sleep(Duration.ofSeconds(3));
          return ANSWER;
        });

    pass(gate, HISTORY, sentTimes(1));

    assertThat(reported).containsExactly("waited 0", "flooded 1", "waited 1");
  }

  @Test
  void a_slow_answer_is_no_flood_wait_if_the_session_reports_them() throws InterruptedException {
    pass(
        gate,
        HISTORY,
        () -> {
          sleep(Duration.ofSeconds(30));
          return sentTimes(1).send();
        });

    assertThat(reported).containsExactly("waited 0");
  }
}
