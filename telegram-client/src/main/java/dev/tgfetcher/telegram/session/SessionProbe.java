package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Opens the database of a session for a moment, without a request to Telegram. */
public final class SessionProbe {
  private SessionProbe() {}

  /**
   * Tries to open a session.
   *
   * @param library the TDLib library file
   * @return why it cannot be used; empty if it can
   */
  public static Optional<SessionUnavailableException> problem(
      Path library, SessionSettings settings) throws InterruptedException {
    try (TdRuntime runtime = TdRuntime.open(library);
        SessionDirectory directory = SessionDirectory.lock(settings.directory());
        TelegramClient client = runtime.newClient(settings.callTimeout())) {
      JsonNode state = new AuthorizationFlow(client, settings).open();
      AuthorizationState reached = AuthorizationState.of(state);
      return reached == AuthorizationState.READY
          ? Optional.empty()
          : Optional.of(SessionUnavailableException.notLoggedIn(reached, directory.path()));
    } catch (SessionUnavailableException e) {
      return Optional.of(e);
    }
  }
}
