package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client of a session that has none: it refuses every request. */
enum NoClient implements TelegramClient {
  INSTANCE;

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    return CompletableFuture.failedFuture(
        new TelegramException(TelegramError.of(500, "Request aborted: the session has no client")));
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    return () -> {};
  }

  @Override
  public void close() {}
}
