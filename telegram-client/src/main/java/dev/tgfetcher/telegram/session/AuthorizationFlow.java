package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Opens the database of a new client, and returns its authorization states in order. */
public final class AuthorizationFlow {
  private static final Duration OPENING = Duration.ofSeconds(30);

  private final TelegramClient client;
  private final SessionSettings settings;
  private final BlockingQueue<JsonNode> states = new LinkedBlockingQueue<>();

  public AuthorizationFlow(TelegramClient client, SessionSettings settings) {
    this.client = client;
    this.settings = settings;
    Subscription unused = client.onUpdate(this::listen);
  }

  private void listen(JsonNode update) {
    if (AuthorizationState.in(update) != null) {
      states.add(update.path("authorization_state"));
    }
  }

  /**
   * Opens the session's database and returns the first state after that. The request for the proxy
   * goes first, because TDLib keeps it and runs it before it opens a connection.
   *
   * @throws SessionUnavailableException when the database does not open
   */
  public JsonNode open() throws InterruptedException {
    CompletableFuture<JsonNode> proxy = client.send(settings.proxyRequest());
    try {
      client.call(settings.parametersRequest());
      TelegramClient.await(proxy);
    } catch (TelegramException e) {
      throw SessionUnavailableException.of(e, settings.directory());
    }
    JsonNode state = next(OPENING);
    while (AuthorizationState.of(state) == AuthorizationState.WAIT_TDLIB_PARAMETERS) {
      state = next(OPENING);
    }
    return state;
  }

  /**
   * Waits for the next state.
   *
   * @throws SessionUnavailableException when none comes in time
   */
  public JsonNode next(Duration timeout) throws InterruptedException {
    JsonNode state = states.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (state == null) {
      throw new SessionUnavailableException(
          SessionProblem.UNAVAILABLE,
          "nothing was heard from Telegram for " + timeout.toSeconds() + " s");
    }
    return state;
  }
}
