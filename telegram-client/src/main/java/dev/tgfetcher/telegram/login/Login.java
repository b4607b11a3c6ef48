package dev.tgfetcher.telegram.login;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.AuthorizationFlow;
import dev.tgfetcher.telegram.session.SessionDirectory;
import dev.tgfetcher.telegram.session.SessionOwner;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Logs an account in, in a dialogue with its owner:
 *
 * <ol>
 *   <li>opens the session's directory, and discards a QR login that was not finished there;
 *   <li>answers each state of TDLib with the owner's input, until the login is ready;
 *   <li>writes the account into the directory, lifts the quarantine and closes the session, so that
 *       a worker can open it.
 * </ol>
 */
public final class Login {
  private static final int TRIES = 3;

  /** The time in which the owner finds the phone and points it at the QR code. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The time in which TDLib removes the data of a discarded login. */
  private static final Duration ENDING = Duration.ofSeconds(30);

  private static final String DATABASE = "td.binlog";

  private static final Logger log = LoggerFactory.getLogger(Login.class);

  private final AtomicReference<@Nullable AccountFreeze> freeze = new AtomicReference<>();
  private final TelegramClient client;
  private final AuthorizationFlow authorization;
  private final LoginMethod method;
  private final LoginPrompt prompt;
  private final Duration patience;

  /**
   * @param patience the longest wait for the next state
   */
  Login(
      TelegramClient client,
      SessionSettings settings,
      LoginMethod method,
      LoginPrompt prompt,
      Duration patience) {
    this.client = client;
    Subscription unused =
        client.onUpdate(
            update -> {
              if (AccountFreeze.isUpdate(update)) {
                freeze.set(AccountFreeze.in(update));
              }
            });
    this.authorization = new AuthorizationFlow(client, settings);
    this.method = method;
    this.prompt = prompt;
    this.patience = patience;
  }

  /**
   * Logs in and returns the user id of the account.
   *
   * @param library the TDLib library file
   * @throws SessionUnavailableException when the session's directory cannot be used
   * @throws LoginFailedException when Telegram refuses, or three inputs are wrong
   */
  public static long run(
      Path library, SessionSettings settings, LoginMethod method, LoginPrompt prompt)
      throws InterruptedException {
    try (TdRuntime runtime = TdRuntime.open(settings.binding(), library);
        SessionDirectory directory = SessionDirectory.lock(settings.directory())) {
      prompt.print("Opening the session in " + directory.path() + ".");
      discardQrLogin(runtime, settings, method, prompt);
      SessionOwner owner = run(runtime, settings, method, prompt);
      owner.write(directory.path());
      SessionQuarantine.lift(directory.path());
      return owner.userId();
    } catch (TelegramException e) {
      throw LoginFailedException.of(e);
    }
  }

  private static SessionOwner run(
      TdRuntime runtime, SessionSettings settings, LoginMethod method, LoginPrompt prompt)
      throws InterruptedException {
    try (TelegramClient client = runtime.newClient(settings.callTimeout())) {
      return new Login(client, settings, method, prompt, PATIENCE).run();
    }
  }

  private static void discardQrLogin(
      TdRuntime runtime, SessionSettings settings, LoginMethod method, LoginPrompt prompt)
      throws InterruptedException {
    if (!Files.exists(settings.directory().resolve(DATABASE))) {
      return;
    }
    try (TelegramClient client = runtime.newClient(settings.callTimeout())) {
      new Login(client, settings, method, prompt, ENDING).discardQrLogin();
    }
  }

  /**
   * Discards a QR login that was not finished. TDLib would show its former code for ever, and take
   * no phone number before.
   */
  void discardQrLogin() throws InterruptedException {
    JsonNode state = authorization.open();
    if (AuthorizationState.of(state) != AuthorizationState.WAIT_OTHER_DEVICE_CONFIRMATION) {
      return;
    }
    prompt.print("The last login by QR code was not finished; this one starts from the beginning.");
    client.call(TelegramClient.request("logOut"));
    while (AuthorizationState.of(state) != AuthorizationState.CLOSED) {
      state = authorization.next(patience);
    }
  }

  SessionOwner run() throws InterruptedException {
    JsonNode state = authorization.open();
    while (AuthorizationState.of(state) != AuthorizationState.READY) {
      answer(state);
      state = authorization.next(patience);
    }
    JsonNode me = client.call(TelegramClient.request("getMe"));
    prompt.print("Logged in as " + me.path("first_name").asString("") + ".");
    reportFreeze();
    return SessionOwner.of(me);
  }

  /** A frozen account can log in, and a worker waits for the end of the freeze. */
  private void reportFreeze() throws InterruptedException {
    try {
      client.call(TelegramClient.request("getApplicationConfig"));
    } catch (TelegramException unknown) {
      log.debug("The freeze state is unknown: {}", unknown.getMessage());
    }
    AccountFreeze state = freeze.get();
    if (state != null) {
      prompt.print("Workers cannot use this account now: " + state.inWords() + ".");
    }
  }

  private void answer(JsonNode state) throws InterruptedException {
    switch (AuthorizationState.of(state)) {
      case WAIT_PHONE_NUMBER -> start();
      case WAIT_CODE -> submit("code", () -> code(state));
      case WAIT_PASSWORD -> submit("password", () -> password(state));
      case WAIT_EMAIL_ADDRESS -> submit("address", this::emailAddress);
      case WAIT_EMAIL_CODE -> submit("code", () -> emailCode(state));
      case WAIT_OTHER_DEVICE_CONFIRMATION -> prompt.showQr(state.path("link").asString());
      case WAIT_REGISTRATION ->
          throw new LoginFailedException(
              "no Telegram account has this phone number: make one in a Telegram app first");
      case WAIT_PREMIUM_PURCHASE ->
          throw new LoginFailedException(
              "Telegram asks this account to buy Premium before it logs in: log in in a Telegram"
                  + " app first");
      case LOGGING_OUT, CLOSING, WAIT_TDLIB_PARAMETERS -> prompt.print("The session starts again.");
      case CLOSED -> throw new LoginFailedException("Telegram ended the login");
      case UNKNOWN -> {
        log.debug("Unknown state {}", state.path("@type").asString());
        throw new LoginFailedException(
            "Telegram asks for a step that this version does not know: log in in a Telegram app"
                + " first, or install a newer version");
      }
      case READY -> {}
    }
  }

  private void start() throws InterruptedException {
    if (method == LoginMethod.QR) {
      prompt.print("Asking Telegram for a QR code.");
      client.call(TelegramClient.request("requestQrCodeAuthentication"));
    } else {
      submit("phone number", this::phoneNumber);
    }
  }

  private ObjectNode phoneNumber() throws InterruptedException {
    String number = prompt.phoneNumber().strip();
    SecretMask.add(number.replaceAll("[^0-9]", ""));
    return TelegramClient.request("setAuthenticationPhoneNumber")
        .put("phone_number", secret(number));
  }

  private ObjectNode code(JsonNode state) throws InterruptedException {
    String where = CodeDelivery.describe(state.at("/code_info/type"));
    return TelegramClient.request("checkAuthenticationCode")
        .put("code", secret(prompt.code(where).strip()));
  }

  private ObjectNode password(JsonNode state) throws InterruptedException {
    String hint = state.path("password_hint").asString("");
    return TelegramClient.request("checkAuthenticationPassword")
        .put("password", secret(prompt.password(hint)));
  }

  private ObjectNode emailAddress() throws InterruptedException {
    return TelegramClient.request("setAuthenticationEmailAddress")
        .put("email_address", secret(prompt.emailAddress().strip()));
  }

  private ObjectNode emailCode(JsonNode state) throws InterruptedException {
    String where = "by email to " + state.at("/code_info/email_address_pattern").asString("you");
    ObjectNode request = TelegramClient.request("checkAuthenticationEmailCode");
    request
        .putObject("code")
        .put("@type", "emailAddressAuthenticationCode")
        .put("code", secret(prompt.code(where).strip()));
    return request;
  }

  private static String secret(String input) {
    SecretMask.add(input);
    return input;
  }

  /** Asks the owner for an input, and returns the request that sends it to Telegram. */
  @FunctionalInterface
  private interface Input {
    ObjectNode request() throws InterruptedException;
  }

  /** Sends an input, and asks for another one while Telegram refuses it. */
  private void submit(String name, Input input) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        client.call(input.request());
        return;
      } catch (TelegramException e) {
        if (e.type() != TelegramErrorType.WRONG_CREDENTIALS || attempt == TRIES) {
          throw e;
        }
        prompt.print("Telegram does not take this %s (%s).".formatted(name, e.error().message()));
      }
    }
  }
}
