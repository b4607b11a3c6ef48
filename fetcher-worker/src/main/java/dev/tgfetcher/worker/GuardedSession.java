package dev.tgfetcher.worker;

import dev.tgfetcher.fetch.ClientSource;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A source of clients whose calls are guarded; everything else is the source's own. */
final class GuardedSession implements ClientSource, TelegramClient {
  private final ClientSource source;
  private final GuardedCalls guard;

  GuardedSession(ClientSource source, GuardedCalls guard) {
    this.source = source;
    this.guard = guard;
  }

  @Override
  public TelegramClient client() {
    return this;
  }

  @Override
  public boolean loaded(int messages) throws InterruptedException {
    return source.loaded(messages);
  }

  @Override
  public boolean renew() throws InterruptedException {
    return source.renew();
  }

  @Override
  public JsonNode call(ObjectNode request) throws InterruptedException {
    return guard.call(() -> source.client().call(request));
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    return source.client().send(request);
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    return source.client().onUpdate(listener);
  }

  /** The session is the worker's to close. */
  @Override
  public void close() {}
}
