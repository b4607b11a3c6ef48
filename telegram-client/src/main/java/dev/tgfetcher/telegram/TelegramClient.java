package dev.tgfetcher.telegram;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account's connection to Telegram, spoken in TDLib's JSON interface ({@code td_api.tl}).
 *
 * <p>Answers and updates are handed over on the thread that receives for the whole process: a
 * listener or a dependent stage must not block there.
 */
public interface TelegramClient extends AutoCloseable {

  /** A new request of the given type, to be filled in and sent. */
  static ObjectNode request(String type) {
    return JsonNodeFactory.instance.objectNode().put("@type", type);
  }

  /**
   * Sends the request, which stays untouched. The future fails with a {@link TelegramException}
   * when Telegram refuses or does not answer in time, with nothing else.
   */
  CompletableFuture<JsonNode> send(ObjectNode request);

  /** Calls the listener with every update from now on. */
  Subscription onUpdate(Consumer<JsonNode> listener);

  /** Closes the connection and waits until TDLib has let go of its directory. */
  @Override
  void close();

  /**
   * Sends the request and waits for its answer.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  default JsonNode call(ObjectNode request) throws InterruptedException {
    return await(send(request));
  }

  /**
   * Waits for the answer to a request sent before.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  static JsonNode await(CompletableFuture<JsonNode> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TelegramException refused
          ? new TelegramException(refused.error(), refused)
          : new IllegalStateException(e.getCause());
    }
  }
}
