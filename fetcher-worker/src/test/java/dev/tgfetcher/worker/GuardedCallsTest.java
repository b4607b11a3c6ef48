package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.fetch.MethodClass;
import dev.tgfetcher.fetch.RequestGate;
import dev.tgfetcher.schema.ErrorType;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class GuardedCallsTest {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode().put("@type", "ok");
  private static final TelegramError TROUBLE = TelegramError.of(500, "INTERNAL");
  private static final TelegramError REFUSAL = TelegramError.of(400, "CHANNEL_PRIVATE");

  private final Circuit circuit = new Circuit("Telegram", PAUSE);
  private final GuardedCalls calls =
      new GuardedCalls(circuit, Duration.ofMillis(1), RequestGate.open());
  private final AtomicInteger asked = new AtomicInteger();

  /** Calls once; Telegram fails as scripted, and then answers. */
  private JsonNode call(TelegramError... failures) throws InterruptedException {
    Queue<TelegramError> script = new ArrayDeque<>(List.of(failures));
    return calls.pass(
        MethodClass.HISTORY,
        () -> {
          asked.incrementAndGet();
          if (!script.isEmpty()) {
            throw new TelegramException(script.remove());
          }
          return ANSWER;
        });
  }

  private void failFiveTimes() {
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE)).isInstanceOf(TelegramException.class);
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE)).isInstanceOf(TelegramException.class);
    assertThat(asked).hasValue(5);
  }

  @Test
  void trouble_that_passes_is_not_noticed() throws InterruptedException {
    assertThat(call(TROUBLE, TROUBLE)).isEqualTo(ANSWER);
    assertThat(asked).hasValue(3);
  }

  @Test
  void trouble_that_stays_fails_the_attempt_after_three_tries() {
    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE, TROUBLE))
        .isInstanceOf(TelegramException.class)
        .hasMessageContaining("INTERNAL");
    assertThat(asked).hasValue(3);
  }

  @Test
  void a_refusal_is_an_answer() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> call(REFUSAL)).hasMessageContaining("CHANNEL_PRIVATE");
    }
    assertThat(asked).hasValue(10);
    assertThat(circuit.state()).isEqualTo("closed");
  }

  @Test
  void after_five_failures_telegram_is_left_alone() {
    failFiveTimes();

    assertThatThrownBy(this::call)
        .isInstanceOfSatisfying(
            LeftAloneException.class,
            e -> {
              assertThat(e.failure().type()).isEqualTo(ErrorType.NETWORK);
              assertThat(e.failure().retryAfter()).isBetween(Duration.ZERO, PAUSE);
            });

    assertThat(asked).hasValue(5);
    assertThat(circuit.isOpen()).isTrue();
  }

  @Test
  void a_probe_that_is_answered_ends_the_pause() throws InterruptedException {
    failFiveTimes();
    await().until(() -> !circuit.isOpen());

    assertThat(call()).isEqualTo(ANSWER);

    assertThat(circuit.state()).isEqualTo("closed");
  }

  @Test
  void a_probe_that_fails_begins_another_pause() {
    failFiveTimes();
    await().until(() -> !circuit.isOpen());

    assertThatThrownBy(() -> call(TROUBLE, TROUBLE, TROUBLE)).isInstanceOf(TelegramException.class);

    assertThat(asked).hasValue(6);
    assertThat(circuit.isOpen()).isTrue();
  }

  @Test
  void one_probe_at_a_time() {
    failFiveTimes();
    await().until(() -> !circuit.isOpen());

    assertThat(circuit.tryAsk()).isTrue();
    assertThat(circuit.tryAsk()).isFalse();
  }

  @Test
  void an_interrupt_ends_the_waiting_for_another_try() {
    GuardedCalls slow = new GuardedCalls(circuit, Duration.ofHours(1), RequestGate.open());
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                slow.pass(
                    MethodClass.HISTORY,
                    () -> {
                      throw new TelegramException(TROUBLE);
                    }))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }
}
