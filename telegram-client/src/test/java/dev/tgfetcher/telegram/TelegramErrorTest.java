package dev.tgfetcher.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | USERNAME_NOT_OCCUPIED                                        | CHAT_NOT_FOUND
          400 | USERNAME_INVALID                                             | CHAT_NOT_FOUND
          400 | Chat not found                                               | CHAT_NOT_FOUND
          400 | Invalid chat identifier                                      | CHAT_NOT_FOUND
          400 | Invalid chat identifier specified                            | CHAT_NOT_FOUND
          400 | Supergroup not found                                         | CHAT_NOT_FOUND
          400 | Basic group not found                                        | CHAT_NOT_FOUND
          400 | CHANNEL_PRIVATE                                              | ACCESS_DENIED
          406 | CHANNEL_PRIVATE                                              | ACCESS_DENIED
          400 | Can't access the chat                                        | ACCESS_DENIED
          400 | CHAT_ADMIN_REQUIRED                                          | ACCESS_DENIED
          400 | CHANNEL_PUBLIC_GROUP_NA                                      | ACCESS_DENIED
          403 | USER_RESTRICTED                                              | ACCESS_DENIED
          400 | FROZEN_PARTICIPANT_MISSING                                   | ACCOUNT_RESTRICTED
          406 | FROZEN_METHOD_INVALID                                        | ACCOUNT_RESTRICTED
          403 | RECAPTCHA_CHECK_signup__6LcXYZ                               | ACCOUNT_RESTRICTED
          401 | Unauthorized                                                 | SESSION_ENDED
          401 | AUTH_KEY_UNREGISTERED                                        | SESSION_ENDED
          406 | AUTH_KEY_DUPLICATED                                          | SESSION_ENDED
          401 | USER_DEACTIVATED_BAN                                         | SESSION_ENDED
          400 | INPUT_USER_DEACTIVATED                                       | OTHER
          404 | Not Found                                                    | NOT_FOUND
          429 | Too Many Requests: retry after 37                            | FLOOD
          420 | FLOOD_WAIT_37                                                | FLOOD
          500 | Internal Server Error                                        | UNAVAILABLE
          500 | Unknown constructor found 0x7abacaf1                         | UNREADABLE
          500 | Wrong constructor 481674261 found instead of 1              | UNREADABLE
          500 | Not enough data to read                                      | UNREADABLE
          502 | Bad Gateway                                                  | UNAVAILABLE
          -503 | Timeout                                                     | UNAVAILABLE
          500 | Request aborted                                              | UNAVAILABLE
          400 | Connection closed                                            | UNAVAILABLE
          400 | Can't lock file "/s/td.binlog", because it is already in use | DIRECTORY_LOCKED
          401 | Wrong database encryption key                                | WRONG_KEY
          400 | Message has no comments                                      | NO_COMMENTS
          400 | Message has no thread                                        | NO_COMMENTS
          400 | MSG_ID_INVALID                                               | NO_COMMENTS
          400 | PHONE_CODE_INVALID                                           | WRONG_CREDENTIALS
          400 | PASSWORD_HASH_INVALID                                        | WRONG_CREDENTIALS
          400 | Something else                                               | OTHER
          """)
  void an_answer_is_parsed_into_its_meaning(int code, String message, TelegramErrorType type) {
    assertThat(TelegramError.of(code, message).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "429, Too Many Requests: retry after 37, 37",
    "420, FLOOD_WAIT_3, 3",
    "420, FLOOD_PREMIUM_WAIT_12, 12",
    "400, PEER_FLOOD, 60"
  })
  void a_flood_has_its_time_to_wait(int code, String message, long seconds) {
    assertThat(TelegramError.of(code, message).retryAfter()).hasSeconds(seconds);
  }

  @Test
  void only_a_flood_has_a_time_to_retry_after() {
    assertThat(TelegramError.of(500, "retry after 5").retryAfter()).isNull();
    assertThatThrownBy(
            () -> new TelegramError(0, "", TelegramErrorType.TIMEOUT, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
