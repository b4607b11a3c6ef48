package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class GuardedGateTest {
  private static final Duration OPEN = Duration.ofHours(1);
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode().put("@type", "ok");
  private static final TelegramError TROUBLE = TelegramError.of(500, "INTERNAL");
  private static final TelegramError REFUSAL = TelegramError.of(400, "CHANNEL_PRIVATE");

  private final CircuitBreaker circuit = new CircuitBreaker("Telegram", OPEN);
  private final AtomicInteger tries = new AtomicInteger();

  private JsonNode call(TelegramError... failures) throws InterruptedException {
    return call(circuit, failures);
  }

  /** Makes a call. Telegram fails as scripted, and then answers. */
  private JsonNode call(CircuitBreaker circuit, TelegramError... failures)
      throws InterruptedException {
    Queue<TelegramError> script = new ArrayDeque<>(List.of(failures));
    GuardedGate calls = new GuardedGate(circuit, Duration.ofMillis(1), RequestGate.open());
    return calls.pass(
        RequestGate.Call.of(
            MethodClass.HISTORY,
            () -> {
              tries.incrementAndGet();
              if (!script.isEmpty()) {
                throw new TelegramException(script.remove());
              }
              return ANSWER;
            }));
  }

  private void failFiveTimes() {
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE)).isInstanceOf(TelegramException.class);
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE)).isInstanceOf(TelegramException.class);
    assertThat(tries).hasValue(5);
  }

  @Test
  void trouble_that_passes_is_not_noticed() throws InterruptedException {
    assertThat(call(TROUBLE, TROUBLE)).isEqualTo(ANSWER);
    assertThat(tries).hasValue(3);
  }

  @Test
  void an_interrupted_probe_closes_no_circuit() {
    CircuitBreaker shortly = openedFor(Duration.ofMillis(1));
    GuardedGate guarded = new GuardedGate(shortly, Duration.ofMillis(1), RequestGate.open());

    assertThatThrownBy(
            () ->
                guarded.pass(
                    RequestGate.Call.of(
                        MethodClass.HISTORY,
                        () -> {
                          throw new InterruptedException();
                        })))
        .isInstanceOf(InterruptedException.class);

    assertThat(shortly.state()).isEqualTo("open");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void the_gate_behind_receives_the_whole_call() throws InterruptedException {
    List<RequestGate.Call> passed = new ArrayList<>();
    GuardedGate guarded =
        new GuardedGate(
            circuit,
            Duration.ofMillis(1),
            call -> {
              passed.add(call);
              return call.request().send();
            });

    guarded.pass(new RequestGate.Call(MethodClass.RESOLVE, 3, "ru_python", () -> ANSWER));

    assertThat(passed)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.method()).isEqualTo(MethodClass.RESOLVE);
              assertThat(call.requests()).isEqualTo(3);
              assertThat(call.subject()).isEqualTo("ru_python");
            });
  }

  @Test
  void a_retry_takes_a_permit_of_its_own() throws InterruptedException {
    List<String> subjects = new ArrayList<>();
    Queue<TelegramError> failures = new ArrayDeque<>(List.of(TROUBLE));
    GuardedGate guarded =
        new GuardedGate(
            circuit,
            Duration.ofMillis(1),
            call -> {
              subjects.add(String.valueOf(call.subject()));
              return call.request().send();
            });

    guarded.pass(
        new RequestGate.Call(
            MethodClass.RESOLVE,
            1,
            "ru_python",
            () -> {
              if (!failures.isEmpty()) {
                throw new TelegramException(failures.remove());
              }
              return ANSWER;
            }));

    assertThat(subjects).containsExactly("ru_python", "null");
  }

  @Test
  void content_that_tdlib_cannot_read_is_no_trouble_and_not_tried_again() {
    TelegramError unreadable = TelegramError.of(500, "Unknown constructor found 0x7abacaf1");

    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> call(unreadable)).isInstanceOf(TelegramException.class);
    }

    assertThat(tries).hasValue(6);
    assertThat(circuit.isOpen()).isFalse();
  }

  @Test
  void trouble_that_stays_fails_the_attempt_after_three_tries() {
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE, TROUBLE))
        .isInstanceOf(TelegramException.class)
        .hasMessageContaining("INTERNAL");
    assertThat(tries).hasValue(3);
  }

  @Test
  void a_refusal_is_an_answer() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> call(REFUSAL)).hasMessageContaining("CHANNEL_PRIVATE");
    }
    assertThat(tries).hasValue(10);
    assertThat(circuit.state()).isEqualTo("closed");
  }

  @Test
  void after_five_failures_telegram_is_left_alone() {
    failFiveTimes();

    assertThatThrownBy(this::call)
        .isInstanceOfSatisfying(
            CircuitOpenException.class,
            e -> {
              assertThat(e.failure().type()).isEqualTo(ErrorType.NETWORK);
              assertThat(e.failure().retryAfter()).isBetween(Duration.ZERO, OPEN);
            });

    assertThat(tries).hasValue(5);
    assertThat(circuit.isOpen()).isTrue();
  }

  /** Returns a breaker that five failures have opened and that is ready for a probe. */
  private static CircuitBreaker openedFor(Duration open) {
    CircuitBreaker opened = new CircuitBreaker("Telegram", open);
    for (int failure = 0; failure < 5; failure++) {
      opened.recordFailure();
    }
    assertThat(opened.state()).isEqualTo("open");
    await().until(() -> !opened.isOpen());
    return opened;
  }

  @Test
  void a_probe_that_is_answered_closes_the_circuit() throws InterruptedException {
    CircuitBreaker probing = openedFor(Duration.ofMillis(1));

    assertThat(call(probing)).isEqualTo(ANSWER);

    assertThat(probing.state()).isEqualTo("closed");
  }

  @Test
  void a_probe_that_fails_opens_the_circuit_again_and_is_no_attempt() {
    CircuitBreaker probing = openedFor(Duration.ofSeconds(3));

    assertThatThrownBy(() -> call(probing, TROUBLE, TROUBLE, TROUBLE))
        .isInstanceOf(CircuitOpenException.class)
        .hasCauseInstanceOf(TelegramException.class);

    assertThat(tries).hasValue(1);
    assertThat(probing.state()).isEqualTo("open");
  }

  @Test
  void one_probe_at_a_time() {
    CircuitBreaker probing = openedFor(Duration.ofMillis(1));

    assertThat(probing.tryAcquire()).isTrue();
    assertThat(probing.tryAcquire()).isFalse();
  }

  @Test
  void an_interrupt_ends_the_wait_for_another_try() {
    GuardedGate slow = new GuardedGate(circuit, Duration.ofHours(1), RequestGate.open());
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                slow.pass(
                    RequestGate.Call.of(
                        MethodClass.HISTORY,
                        () -> {
                          throw new TelegramException(TROUBLE);
                        })))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }
}
