package dev.tgfetcher.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofSeconds(4), Duration.ofSeconds(60));

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 8", "3, 16", "4, 32", "5, 60", "6, 60", "200, 60"})
  void the_delay_doubles_up_to_the_longest(int attempt, int seconds) {
    RetryPolicy patient = new RetryPolicy(1000, Duration.ofSeconds(4), Duration.ofSeconds(60));

    assertThat(patient.verdict(failure(ErrorType.NETWORK), attempt, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.Retry(Duration.ofSeconds(seconds)));
  }

  @Test
  void jitter_spreads_the_delay_from_half_to_one_and_a_half() {
    assertThat(POLICY.verdict(failure(ErrorType.NETWORK), 1, () -> 0))
        .isEqualTo(new Verdict.Retry(Duration.ofSeconds(2)));
    assertThat(POLICY.verdict(failure(ErrorType.NETWORK), 1, () -> 1))
        .isEqualTo(new Verdict.Retry(Duration.ofSeconds(6)));
  }

  @ParameterizedTest
  @EnumSource(names = {"NETWORK", "TELEGRAM", "STORAGE", "INTERNAL"})
  void the_last_attempt_is_given_up(ErrorType type) {
    assertThat(POLICY.verdict(failure(type), 2, RetryPolicyTest::mean))
        .isInstanceOf(Verdict.Retry.class);
    assertThat(POLICY.verdict(failure(type), 3, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.GiveUp());
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_COMMAND", "CHAT_NOT_FOUND", "ACCESS_DENIED"})
  void a_failure_that_no_retry_mends_is_given_up_at_once(ErrorType type) {
    assertThat(POLICY.verdict(failure(type), 1, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.GiveUp());
  }

  @Test
  void content_that_this_tdlib_cannot_read_is_given_up_at_once() {
    Failure unreadable =
        FailureClassifier.classify(
            new TelegramException(TelegramError.of(500, "Unknown constructor found 0x7abacaf1")));

    assertThat(unreadable.type()).isEqualTo(ErrorType.TELEGRAM);
    assertThat(unreadable.message())
        .startsWith("this TDLib is too old for what the chat contains: 500 Unknown constructor")
        .contains("tg-fetcher tdlib install");
    assertThat(POLICY.verdict(unreadable, 1, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.GiveUp());
  }

  @Test
  void an_attempt_that_was_not_made_is_deferred_at_any_attempt() {
    Failure leftAlone = new Failure(ErrorType.NETWORK, "left alone", Duration.ofSeconds(42));

    assertThat(POLICY.verdict(leftAlone, 3, () -> 0))
        .isEqualTo(new Verdict.Defer(Duration.ofSeconds(43)));
  }

  @Test
  void a_flood_wait_defers_at_any_attempt_and_never_less_than_asked() {
    Failure flood = new Failure(ErrorType.RATE_LIMIT, "429", Duration.ofSeconds(37));

    assertThat(POLICY.verdict(flood, 99, () -> 0))
        .isEqualTo(new Verdict.Defer(Duration.ofSeconds(38)));
    assertThat(POLICY.verdict(flood, 1, () -> 1))
        .isEqualTo(new Verdict.Defer(Duration.ofSeconds(40)));
  }

  @Test
  void a_refused_session_stops_the_worker() {
    assertThat(POLICY.verdict(failure(ErrorType.AUTH), 1, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.StopWorker());
  }

  @Test
  void an_interrupted_command_goes_back_untouched() {
    assertThat(POLICY.verdict(failure(ErrorType.INTERRUPTED), 3, RetryPolicyTest::mean))
        .isEqualTo(new Verdict.Requeue());
  }

  @Test
  void a_rate_limit_has_a_time_to_wait_and_a_storage_error_has_none() {
    assertThatThrownBy(() -> new Failure(ErrorType.STORAGE, "x", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Failure(ErrorType.RATE_LIMIT, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double mean() {
    return 0.5;
  }

  private static Failure failure(ErrorType type) {
    return new Failure(type, "why");
  }
}
