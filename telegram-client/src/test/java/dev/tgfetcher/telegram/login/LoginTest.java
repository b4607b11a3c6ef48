package dev.tgfetcher.telegram.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.ScriptedTelegram;
import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.SessionKey;
import dev.tgfetcher.telegram.session.SessionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoginTest {
  private static final String OK = "{\"@type\":\"ok\"}";
  private static final String PHONE = "\"authorizationStateWaitPhoneNumber\"";
  private static final String READY = "\"authorizationStateReady\"";
  private static final String CODE =
      "\"authorizationStateWaitCode\",\"code_info\":{\"type\":{\"@type\":"
          + "\"authenticationCodeTypeTelegramMessage\",\"length\":5}}";

  /** Stands in for TDLib. Each accepted request brings the next state. */
  private final ScriptedTelegram telegram = new ScriptedTelegram();

  private final Deque<String> states = new ArrayDeque<>();
  private Duration patience = Login.PATIENCE;

  @Test
  void a_phone_number_a_code_and_a_password_log_in() throws Exception {
    states(PHONE, CODE, "\"authorizationStateWaitPassword\",\"password_hint\":\"pet\"", READY);
    ScriptedPrompt prompt = new ScriptedPrompt(" +49 1 ", "12345", " with space ");

    assertThat(login(LoginMethod.PHONE_CODE, prompt).run().userId()).isEqualTo(77);

    assertThat(prompt.log())
        .containsExactly(
            "phone number?",
            "code sent to your other Telegram app?",
            "password (pet)?",
            "Logged in as Ada.");
    assertThat(sent("setAuthenticationPhoneNumber", "phone_number")).isEqualTo("+49 1");
    assertThat(sent("checkAuthenticationCode", "code")).isEqualTo("12345");
    assertThat(sent("checkAuthenticationPassword", "password")).isEqualTo(" with space ");
  }

  @Test
  void a_frozen_account_logs_in_and_is_named_with_its_dates_and_its_appeal() throws Exception {
    states(PHONE, CODE, READY);
    ScriptedPrompt prompt = new ScriptedPrompt("+49 1", "12345");
    Login login = login(LoginMethod.PHONE_CODE, prompt);
    telegram.on(
        "getApplicationConfig",
        request -> {
          telegram.emit(
              "{\"@type\":\"updateFreezeState\",\"is_frozen\":true,\"freezing_date\":1762509600,"
                  + "\"deletion_date\":1765101600,\"appeal_link\":\"https://t.me/spambot\"}");
          return JsonMapper.shared().readTree(OK);
        });

    login.run();

    assertThat(prompt.log())
        .contains(
            "Workers cannot use this account now: the account is frozen since"
                + " 2025-11-07T10:00:00Z, and Telegram deletes it at 2025-12-07T10:00:00Z:"
                + " appeal at https://t.me/spambot.");
  }

  @Test
  void an_email_address_and_its_code_log_in() throws Exception {
    states(
        PHONE,
        "\"authorizationStateWaitEmailAddress\"",
        "\"authorizationStateWaitEmailCode\",\"code_info\":{\"email_address_pattern\":\"a*@b.c\"}",
        READY);
    ScriptedPrompt prompt = new ScriptedPrompt("+491", "a@b.c", "54321");

    login(LoginMethod.PHONE_CODE, prompt).run();

    assertThat(prompt.log()).contains("address?", "code sent by email to a*@b.c?");
    assertThat(telegram.requests("checkAuthenticationEmailCode").get(0).at("/code/code").asString())
        .isEqualTo("54321");
  }

  @Test
  void a_qr_code_is_shown_and_the_newer_one_too() throws Exception {
    states(
        PHONE,
        "\"authorizationStateWaitOtherDeviceConfirmation\",\"link\":\"tg://login?token=1\"",
        READY);
    ScriptedPrompt prompt = new ScriptedPrompt();
    telegram.on(
        "requestQrCodeAuthentication",
        request -> {
          emitNext();
          emit("\"authorizationStateWaitOtherDeviceConfirmation\",\"link\":\"tg://login?token=2\"");
          emitNext();
          return json(OK);
        });

    login(LoginMethod.QR, prompt).run();

    assertThat(prompt.log()).contains("QR tg://login?token=1", "QR tg://login?token=2");
  }

  @Test
  void a_session_that_is_logged_in_already_asks_nothing() throws Exception {
    states(READY);
    ScriptedPrompt prompt = new ScriptedPrompt();

    login(LoginMethod.PHONE_CODE, prompt).run();

    assertThat(prompt.log()).containsExactly("Logged in as Ada.");
  }

  @Test
  void a_wrong_code_is_asked_for_again() throws Exception {
    states(PHONE, CODE, READY);
    ScriptedPrompt prompt = new ScriptedPrompt("+491", "11111", "22222", "12345");
    Login login = login(LoginMethod.PHONE_CODE, prompt);
    telegram.on("checkAuthenticationCode", this::onlyTheRightCode);

    login.run();

    assertThat(prompt.log())
        .contains("Telegram does not take this code (PHONE_CODE_INVALID).")
        .last()
        .isEqualTo("Logged in as Ada.");
  }

  @Test
  void a_qr_code_that_nobody_scans_ends_the_login() {
    assertThat(patience).isEqualTo(Duration.ofMinutes(5));
    patience = Duration.ofSeconds(1);
    states(PHONE, "\"authorizationStateWaitOtherDeviceConfirmation\",\"link\":\"tg://login\"");
    telegram.on(
        "requestQrCodeAuthentication",
        request -> {
          emitNext();
          return json(OK);
        });

    assertThatThrownBy(login(LoginMethod.QR, new ScriptedPrompt())::run)
        .hasMessageContaining("nothing was heard from Telegram for 1 s");
  }

  @Test
  void three_wrong_codes_end_the_login() {
    states(PHONE, CODE, READY);
    ScriptedPrompt prompt = new ScriptedPrompt("+491", "11111", "22222", "33333");
    Login login = login(LoginMethod.PHONE_CODE, prompt);
    telegram.on("checkAuthenticationCode", this::onlyTheRightCode);

    assertThatThrownBy(login::run).hasMessageContaining("PHONE_CODE_INVALID");
    assertThat(telegram.requests("checkAuthenticationCode")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "authorizationStateWaitRegistration, no Telegram account",
    "authorizationStateWaitPremiumPurchase, Premium",
    "authorizationStateClosed, ended the login",
    "authorizationStateWaitSomethingNew, a step that this version does not know",
  })
  void a_state_that_cannot_be_answered_ends_the_login(String state, String words) {
    states(PHONE, "\"" + state + "\"");

    assertThatThrownBy(login(LoginMethod.PHONE_CODE, new ScriptedPrompt("+491"))::run)
        .isInstanceOf(LoginFailedException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("authorizationState");
  }

  @Test
  void a_qr_login_that_was_not_finished_is_discarded() throws Exception {
    states("\"authorizationStateWaitOtherDeviceConfirmation\",\"link\":\"tg://login?token=1\"");
    ScriptedPrompt prompt = new ScriptedPrompt();
    Login login = login(LoginMethod.PHONE_CODE, prompt);
    telegram.on(
        "logOut",
        request -> {
          emit("\"authorizationStateLoggingOut\"");
          emit("\"authorizationStateClosed\"");
          return json(OK);
        });

    login.discardQrLogin();

    assertThat(telegram.requests("logOut")).hasSize(1);
    assertThat(prompt.log())
        .containsExactly(
            "The last login by QR code was not finished; this one starts from the beginning.");
  }

  @Test
  void another_login_that_was_not_finished_goes_on() throws Exception {
    states(CODE);
    ScriptedPrompt prompt = new ScriptedPrompt();

    login(LoginMethod.PHONE_CODE, prompt).discardQrLogin();

    assertThat(telegram.requests("logOut")).isEmpty();
    assertThat(prompt.log()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"86340, 23 h 59 min", "125, 2 min 5 s", "30, 30 s"})
  void a_flood_names_the_time_of_the_next_try(int seconds, String words) {
    TelegramException flood =
        new TelegramException(TelegramError.of(429, "Too Many Requests: retry after " + seconds));

    assertThat(LoginFailedException.of(flood)).hasMessageEndingWith("try again in " + words);
  }

  @Test
  void all_inputs_are_masked_in_logs() throws Exception {
    states(PHONE, CODE, READY);

    login(LoginMethod.PHONE_CODE, new ScriptedPrompt("+49 170 76543", "98765")).run();

    assertThat(SecretMask.apply("+49 170 76543 or 4917076543")).isEqualTo("*** or ***");
  }

  private JsonNode onlyTheRightCode(JsonNode request) {
    if (!request.path("code").asString().equals("12345")) {
      throw new TelegramException(TelegramError.of(400, "PHONE_CODE_INVALID"));
    }
    emitNext();
    return json(OK);
  }

  private Login login(LoginMethod method, ScriptedPrompt prompt) {
    telegram.on("getApplicationConfig", OK);
    telegram.on("disableProxy", OK).on("getMe", "{\"id\":77,\"first_name\":\"Ada\"}");
    for (String request :
        List.of(
            "setTdlibParameters",
            "setAuthenticationPhoneNumber",
            "checkAuthenticationCode",
            "checkAuthenticationPassword",
            "setAuthenticationEmailAddress",
            "checkAuthenticationEmailCode")) {
      telegram.on(
          request,
          any -> {
            emitNext();
            return json(OK);
          });
    }
    SessionSettings settings =
        SessionSettings.of(1, "an api hash", Path.of("none"), SessionKey.none(), Optional.empty());
    return new Login(telegram, settings, method, prompt, patience);
  }

  private void states(String... inOrder) {
    states.addAll(List.of(inOrder));
  }

  private void emitNext() {
    emit(states.remove());
  }

  private void emit(String state) {
    telegram.emit(
        "{\"@type\":\"updateAuthorizationState\",\"authorization_state\":{\"@type\":"
            + state
            + "}}");
  }

  private String sent(String type, String field) {
    return telegram.requests(type).get(0).path(field).asString();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
