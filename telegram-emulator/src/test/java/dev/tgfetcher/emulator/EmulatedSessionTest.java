package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.library.TestLibrary;
import dev.tgfetcher.telegram.login.Login;
import dev.tgfetcher.telegram.login.LoginFailedException;
import dev.tgfetcher.telegram.login.LoginMethod;
import dev.tgfetcher.telegram.login.ScriptedPrompt;
import dev.tgfetcher.telegram.session.SessionKey;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions of the telegram-client, with the real TDLib against the emulator. */
class EmulatedSessionTest {
  private static final SessionKey KEY = SessionKey.of("a key for the tests");
  private static final Path LIBRARY =
      PatchedTdlib.patch(TestLibrary.path(), Path.of("target", "tdlib").toAbsolutePath());
  private static final String PHONE = "+99966 2 0001";
  private static final String CODE = "22222";

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account(PHONE, CODE);
  private final TelegramEmulator emulator = TelegramEmulator.start(world());
  @TempDir private Path directory;

  private World world() {
    builder.supergroup("ru_python", "Python");
    return builder.build();
  }

  @AfterEach
  void stopEmulator() {
    emulator.close();
  }

  @Test
  void a_session_opens_without_questions_after_a_login_by_code() throws Exception {
    long userId = login(PHONE, CODE);

    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      assertThat(session.userId()).isEqualTo(userId).isEqualTo(account.user().id());
      assertThat(findChat(session).path("title").asString()).isEqualTo("Python");
    }
  }

  /** Without an answer TDLib repeats it each minute, with a warning in its log. */
  @Test
  void tdlibs_question_for_promotions_is_answered() throws Exception {
    long unused = login(PHONE, CODE);

    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      assertThat(session.userId()).isPositive();
      await()
          .untilAsserted(
              () ->
                  assertThat(emulator.requests().count(account, "help.getPromoData")).isPositive());
    }
  }

  @Test
  void the_password_prompt_repeats_until_the_password_is_right() throws Exception {
    account.password("correct horse");
    ScriptedPrompt prompt = new ScriptedPrompt(PHONE, "00000", CODE, "wrong", "correct horse");

    assertThat(Login.run(LIBRARY, settings(), LoginMethod.PHONE_CODE, prompt))
        .isEqualTo(account.user().id());
    assertThat(prompt.log())
        .contains("Telegram does not take this code (PHONE_CODE_INVALID).")
        .contains("Telegram does not take this password (PASSWORD_HASH_INVALID).");
  }

  @Test
  void another_device_confirms_a_qr_login() throws Exception {
    ScriptedPrompt prompt =
        new ScriptedPrompt().onQr(link -> emulator.acceptLoginToken(link, account));

    assertThat(Login.run(LIBRARY, settings(), LoginMethod.QR, prompt))
        .isEqualTo(account.user().id());
  }

  @Test
  void a_flood_wait_at_login_names_the_time_to_try_again() {
    emulator.faults().failNext("auth.sendCode", 1, "FLOOD_WAIT_86340");

    assertThatThrownBy(() -> login(PHONE))
        .isInstanceOf(LoginFailedException.class)
        .hasMessageContaining("try again in 23 h 59 min");
  }

  @Test
  void an_open_session_refuses_others_and_any_session_refuses_another_key() throws Exception {
    login(PHONE, CODE);
    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      assertThat(session.userId()).isPositive();
      assertRefused(() -> TelegramSession.open(LIBRARY, settings()), SessionProblem.LOCKED);
    }

    SessionSettings otherKey = settings(SessionKey.of("another key"));
    assertRefused(() -> TelegramSession.open(LIBRARY, otherKey), SessionProblem.WRONG_KEY);
  }

  @Test
  void a_recycled_session_still_knows_resolved_chats() throws Exception {
    login(PHONE, CODE);
    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      long supergroupId = findChat(session).at("/type/supergroup_id").asLong();

      session.recycle();

      ObjectNode known =
          request("createSupergroupChat").put("supergroup_id", supergroupId).put("force", false);
      assertThat(session.call(known).path("title").asString()).isEqualTo("Python");
      assertThat(emulator.requests().count("contacts.resolveUsername")).isEqualTo(1);
    }
  }

  @Test
  void a_session_that_telegram_ended_stays_lost() throws Exception {
    login(PHONE, CODE);
    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      emulator.faults().revokeSessions(account);

      assertRefusedAs(() -> findChat(session), TelegramErrorType.SESSION_ENDED);
      assertRefusedAs(() -> findChat(session), TelegramErrorType.SESSION_ENDED);
    }
    assertRefused(() -> TelegramSession.open(LIBRARY, settings()), SessionProblem.NOT_LOGGED_IN);
  }

  @Test
  void a_session_is_not_logged_in_after_its_logout() throws Exception {
    login(PHONE, CODE);
    TelegramSession.open(LIBRARY, settings()).logOut();

    assertRefused(() -> TelegramSession.open(LIBRARY, settings()), SessionProblem.NOT_LOGGED_IN);
  }

  @ParameterizedTest
  @CsvSource({
    "420, FLOOD_WAIT_70, FLOOD",
    "400, USERNAME_NOT_OCCUPIED, CHAT_NOT_FOUND",
    "400, USERNAME_INVALID, CHAT_NOT_FOUND",
    "400, CHANNEL_PRIVATE, ACCESS_DENIED",
    "400, CHAT_ADMIN_REQUIRED, ACCESS_DENIED",
  })
  void a_refusal_of_telegram_becomes_an_error_type(int code, String text, TelegramErrorType type)
      throws Exception {
    login(PHONE, CODE);
    emulator.faults().failNext("contacts.resolveUsername", 1, code, text);
    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      assertRefusedAs(() -> findChat(session), type);
    }
  }

  @Test
  void a_flood_wait_over_a_minute_has_its_duration() throws Exception {
    login(PHONE, CODE);
    emulator.faults().failNext("contacts.resolveUsername", 1, "FLOOD_WAIT_70");
    try (TelegramSession session = TelegramSession.open(LIBRARY, settings())) {
      assertThatThrownBy(() -> findChat(session))
          .isInstanceOfSatisfying(
              TelegramException.class,
              e -> assertThat(e.error().retryAfter()).isEqualTo(Duration.ofSeconds(70)));
    }
  }

  @Test
  void a_blocked_request_times_out_and_the_next_one_succeeds() throws Exception {
    login(PHONE, CODE);
    SessionSettings shortTimeout =
        new SessionSettings(
            1,
            "an api hash",
            directory,
            KEY,
            proxy(emulator),
            "tg-fetcher",
            Duration.ofSeconds(5),
            PatchedTestLibrary.binding());
    try (TelegramSession session = TelegramSession.open(LIBRARY, shortTimeout)) {
      emulator.faults().block("contacts.resolveUsername");

      assertRefusedAs(() -> findChat(session), TelegramErrorType.TIMEOUT);
      assertThat(session.call(request("getMe")).path("id").asLong()).isEqualTo(session.userId());
    }
  }

  @Test
  void two_accounts_are_open_in_one_process(@TempDir Path otherDirectory) throws Exception {
    login(PHONE, CODE);
    WorldBuilder otherWorld = World.builder();
    Account other = otherWorld.account("+99966 2 0002", CODE);
    otherWorld.user(77, "Ann Lee");
    try (TelegramEmulator otherEmulator = TelegramEmulator.start(otherWorld.build())) {
      SessionSettings otherSettings = settings(otherDirectory, otherEmulator);
      Login.run(
          LIBRARY,
          otherSettings,
          LoginMethod.PHONE_CODE,
          new ScriptedPrompt("+" + other.phone(), CODE));

      try (TelegramSession one = TelegramSession.open(LIBRARY, settings());
          TelegramSession two = TelegramSession.open(LIBRARY, otherSettings)) {
        assertThat(findChat(one).path("title").asString()).isEqualTo("Python");
        assertRefusedAs(() -> findChat(two), TelegramErrorType.CHAT_NOT_FOUND);
      }
    }
  }

  private long login(String... answers) throws InterruptedException {
    return Login.run(LIBRARY, settings(), LoginMethod.PHONE_CODE, new ScriptedPrompt(answers));
  }

  private static JsonNode findChat(TelegramClient client) throws InterruptedException {
    return client.call(request("searchPublicChat").put("username", "ru_python"));
  }

  private SessionSettings settings() {
    return settings(KEY);
  }

  private SessionSettings settings(SessionKey key) {
    return SessionSettings.of(1, "an api hash", directory, key, proxy(emulator))
        .by(PatchedTestLibrary.binding());
  }

  private static SessionSettings settings(Path directory, TelegramEmulator emulator) {
    return SessionSettings.of(1, "an api hash", directory, KEY, proxy(emulator))
        .by(PatchedTestLibrary.binding());
  }

  private static Optional<TelegramProxy> proxy(TelegramEmulator emulator) {
    return Optional.of(TelegramProxy.parse(emulator.proxyUrl()));
  }

  private static void assertRefused(ThrowingCallable call, SessionProblem problem) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SessionUnavailableException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static void assertRefusedAs(ThrowingCallable call, TelegramErrorType type) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TelegramException.class, e -> assertThat(e.type()).isEqualTo(type));
  }
}
