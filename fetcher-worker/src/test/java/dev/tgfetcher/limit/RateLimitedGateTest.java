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

/** A gate whose time is moved by hand: by those who wait, and by requests that take long. */
class RateLimitedGateTest {
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode();
  private static final int GET_HISTORY = 0x4423e6c5;
  private static final int RESOLVE_USERNAME = 0x725afbbc;

  private final List<String> told = new ArrayList<>();
  private final RateLimitListener listener =
      new RateLimitListener() {
        @Override
        public void waited(MethodClass method, Duration wait) {
          told.add("waited " + wait.toSeconds());
        }

        @Override
        public void deferred(MethodClass method, Duration wait) {
          told.add("deferred " + wait.toSeconds());
        }

        @Override
        public void flooded(MethodClass method, Duration wait) {
          told.add("flooded " + wait.toSeconds());
        }
      };

  private long nanos = 1;
  private Runnable meanwhile = () -> {};
  private RateLimits rates = RateLimits.all(Rate.parse("1/s"), Duration.ofMinutes(20));
  private final RateLimiter limiter = new LocalRateLimiter(() -> rates, 1, () -> nanos);
  private final WireRequestCounter counter = new WireRequestCounter((method, wait) -> {});
  private final RateLimitedGate gate = gate(Duration.ofSeconds(10));

  private RateLimitedGate gate(Duration deferAfter) {
    return new RateLimitedGate(limiter, this::sleep, () -> nanos, deferAfter, listener, counter);
  }

  private void sleep(Duration duration) {
    nanos += duration.toNanos();
    meanwhile.run();
    meanwhile = () -> {};
  }

  /** Shows so many times on the wire. */
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

    assertThat(told).containsExactly("waited 0", "waited 1", "waited 1");
  }

  @Test
  void a_rate_that_changes_holds_from_the_next_request_on() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));
    rates = RateLimits.all(Rate.parse("1/5s"), Duration.ofMinutes(20));
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "waited 1", "waited 1", "waited 5");
  }

  @Test
  void what_tdlib_answers_itself_passes_at_once() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      pass(gate, LOCAL, sentTimes(0));
    }

    assertThat(told).isEmpty();
  }

  @Test
  void the_next_request_waits_for_all_that_tdlib_sent_on_its_own() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(3));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "waited 3");
  }

  @Test
  void what_tdlib_sends_while_a_request_waits_is_waited_for_by_the_next()
      throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    meanwhile = () -> counter.accept(new WireEvent(1, GET_HISTORY, null));

    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "waited 1", "waited 2");
  }

  @Test
  void what_tdlib_is_known_to_make_of_a_request_is_waited_for_before() throws InterruptedException {
    pass(gate, HISTORY, 3, sentTimes(3));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 2", "waited 1");
  }

  @Test
  void a_permit_that_was_not_used_is_used_by_the_next_request() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    pass(gate, HISTORY, sentTimes(0));
    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "waited 1", "waited 0");
  }

  @Test
  void a_name_whose_turn_is_far_away_is_not_asked_for() throws InterruptedException {
    RateLimitedGate impatient = gate(Duration.ofMillis(100));
    passName(impatient, "ru_python");

    assertThatThrownBy(() -> passName(impatient, "ru_java"))
        .isInstanceOfSatisfying(
            PermitUnavailableException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)))
        .hasMessageContaining("resolve requests have used up their rate limit");

    assertThat(told).containsExactly("waited 0", "deferred 1");
    assertThat(counter.sent(RESOLVE)).isEqualTo(1);
  }

  @Test
  void a_command_that_is_under_way_waits_for_its_turn_however_long() throws InterruptedException {
    RateLimitedGate impatient = gate(Duration.ofMillis(100));
    pass(impatient, HISTORY, sentTimes(20));

    pass(impatient, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "waited 6");
  }

  @Test
  void a_rate_at_which_no_day_can_be_read_puts_a_command_off() throws InterruptedException {
    pass(gate, HISTORY, sentTimes(1));
    rates = RateLimits.all(Rate.parse("1/24h"), Duration.ofMinutes(20));

    assertThatThrownBy(() -> pass(gate, HISTORY, 2, sentTimes(2)))
        .isInstanceOf(PermitUnavailableException.class);

    assertThat(told).containsExactly("waited 0", "deferred 86401");
  }

  @Test
  void a_command_that_is_put_off_for_long_may_be_tried_by_another_account_before() {
    assertThat(new PermitUnavailableException(RESOLVE, Duration.ofHours(18), true).retryAfter())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void a_refusal_holds_the_class_and_a_margin_more() {
    assertThatThrownBy(() -> pass(gate, HISTORY, refused(37)))
        .isInstanceOf(TelegramException.class);

    assertThatThrownBy(() -> pass(gate, HISTORY, sentTimes(1)))
        .isInstanceOfSatisfying(
            PermitUnavailableException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(37_500)))
        .hasMessageContaining("held after a flood wait");
    assertThat(told).containsExactly("waited 0", "flooded 37", "deferred 37");
  }

  @Test
  void a_short_hold_is_waited_for() throws InterruptedException {
    assertThatThrownBy(() -> pass(gate, HISTORY, refused(3))).isInstanceOf(TelegramException.class);

    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "flooded 3", "waited 3");
  }

  @Test
  void a_flood_that_the_wire_has_told_of_is_not_told_of_again() {
    Request request =
        () -> {
          counter.accept(new WireEvent(1, GET_HISTORY, Duration.ofSeconds(73)));
          return refused(73).send();
        };

    assertThatThrownBy(() -> pass(gate, HISTORY, request)).isInstanceOf(TelegramException.class);

    assertThat(told).containsExactly("waited 0");
  }

  @Test
  void a_session_that_shows_nothing_tells_of_an_absorbed_flood_by_its_latency()
      throws InterruptedException {
    pass(
        gate,
        HISTORY,
        () -> {
          sleep(Duration.ofSeconds(3));
          return ANSWER;
        });

    pass(gate, HISTORY, sentTimes(1));

    assertThat(told).containsExactly("waited 0", "flooded 1", "waited 1");
  }

  @Test
  void latency_alone_is_no_flood_where_the_wire_is_seen() throws InterruptedException {
    pass(
        gate,
        HISTORY,
        () -> {
          sleep(Duration.ofSeconds(30));
          return sentTimes(1).send();
        });

    assertThat(told).containsExactly("waited 0");
  }
}
