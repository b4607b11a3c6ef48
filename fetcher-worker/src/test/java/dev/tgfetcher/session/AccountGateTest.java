package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.AccountFreeze;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class AccountGateTest {
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode().put("@type", "ok");
  private static final AccountFreeze FREEZE =
      new AccountFreeze(
          Instant.parse("2025-11-07T10:00:00Z"),
          Instant.parse("2025-12-07T10:00:00Z"),
          "https://t.me/spambot?start=f");

  private final ScriptedAccount account = new ScriptedAccount();
  private long nanos = Long.MAX_VALUE - 1;
  private final AccountGate gate = new AccountGate(account, RequestGate.open(), () -> nanos);

  private static final class ScriptedAccount implements AccountFreeze.Source {
    @Nullable AccountFreeze known;
    @Nullable AccountFreeze atTelegram;
    int checks;

    @Override
    public Optional<AccountFreeze> freeze() {
      return Optional.ofNullable(known);
    }

    @Override
    public Optional<AccountFreeze> checkFreeze() {
      checks++;
      known = atTelegram;
      return freeze();
    }
  }

  private JsonNode call(MethodClass method, @Nullable TelegramError refusal)
      throws InterruptedException {
    return gate.pass(
        RequestGate.Call.of(
            method,
            () -> {
              if (refusal != null) {
                throw new TelegramException(refusal);
              }
              return ANSWER;
            }));
  }

  @ParameterizedTest
  @CsvSource({
    "406, FROZEN_METHOD_INVALID",
    "400, FROZEN_PARTICIPANT_MISSING",
    "403, RECAPTCHA_CHECK_x__y",
    "400, Can't access the chat",
    "400, USERNAME_NOT_OCCUPIED"
  })
  void a_refusal_of_a_frozen_account_requeues_the_command(int code, String message) {
    account.atTelegram = FREEZE;

    assertThatThrownBy(() -> call(MethodClass.HISTORY, TelegramError.of(code, message)))
        .isInstanceOf(AccountRestrictedException.class)
        .hasMessageContaining("frozen since 2025-11-07T10:00:00Z")
        .hasMessageContaining("deletes it at 2025-12-07T10:00:00Z")
        .hasMessageContaining("appeal at https://t.me/spambot?start=f")
        .hasMessageContaining(message)
        .satisfies(
            thrown ->
                assertThat(
                        new RetryPolicy(3, Duration.ZERO, Duration.ZERO)
                            .verdict(FailureClassifier.classify(thrown), 3, () -> 0))
                    .isEqualTo(new Verdict.Requeue()));
  }

  @Test
  void a_refusal_of_the_account_without_dates_requeues_the_command_too() {
    assertThatThrownBy(
            () -> call(MethodClass.RESOLVE, TelegramError.of(403, "RECAPTCHA_CHECK_x__y")))
        .isInstanceOf(AccountRestrictedException.class)
        .hasMessageContaining("open it in a Telegram app");
  }

  @Test
  void a_private_chat_of_an_account_that_is_not_frozen_stays_its_own_failure() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> call(MethodClass.HISTORY, TelegramError.of(400, "CHANNEL_PRIVATE")))
          .isInstanceOf(TelegramException.class);
    }
    assertThat(account.checks).as("checks of one minute").isEqualTo(1);

    nanos += AccountGate.CHECK_INTERVAL.toNanos();
    assertThatThrownBy(() -> call(MethodClass.HISTORY, TelegramError.of(400, "CHANNEL_PRIVATE")))
        .isInstanceOf(TelegramException.class);
    assertThat(account.checks).isEqualTo(2);
  }

  @Test
  void an_account_that_is_known_as_frozen_sends_no_request() throws InterruptedException {
    account.known = FREEZE;

    assertThatThrownBy(() -> call(MethodClass.HISTORY, null))
        .isInstanceOf(AccountRestrictedException.class);
    assertThat(call(MethodClass.LOCAL, null)).isEqualTo(ANSWER);

    account.known = null;
    assertThat(call(MethodClass.HISTORY, null)).isEqualTo(ANSWER);
  }
}
