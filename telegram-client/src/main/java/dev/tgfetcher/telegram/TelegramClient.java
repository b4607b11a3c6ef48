package dev.tgfetcher.telegram;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connection of one account to Telegram. Requests, answers and updates are objects of TDLib's
 * JSON interface ({@code td_api.tl}).
 *
 * <p>One thread delivers the answers and updates of the whole process. A listener or a dependent
 * stage must not block it.
 */
public interface TelegramClient extends AutoCloseable {

  /** Returns a new request with a type and no other field. */
  static ObjectNode request(String type) {
    return JsonNodeFactory.instance.objectNode().put("@type", type);
  }

  /**
   * Sends a copy of the request. The future fails with a {@link TelegramException}, and with
   * nothing else, when Telegram refuses or does not answer in time.
   */
  CompletableFuture<JsonNode> send(ObjectNode request);

  /**
   * Completes when the full infos that TDLib has requested so far have arrived or were refused.
   * TDLib returns a full info that it remembers from an earlier run at once, and hides reactions
   * until the present one has arrived. The future fails with a {@link TelegramException}, and with
   * nothing else, when Telegram does not answer in time.
   */
  default CompletableFuture<@Nullable Void> chatInfosLoaded() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * How many requests for full infos were answered or refused since the client was opened; 0 when
   * it is not known.
   */
  default long chatInfos() {
    return 0;
  }

  /** The last refusal of a full info after so many answers; null when there was none. */
  default @Nullable TelegramError chatInfoRefusal(long answersBefore) {
    return null;
  }

  /** Passes every later update to the listener. */
  Subscription onUpdate(Consumer<JsonNode> listener);

  /** Closes the connection and waits until TDLib has released its directory. */
  @Override
  void close();

  /**
   * Sends a request and waits for its answer.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  default JsonNode call(ObjectNode request) throws InterruptedException {
    return await(send(request));
  }

  /**
   * Waits for the answer to a request that was sent.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  static <T extends @Nullable Object> T await(CompletableFuture<T> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TelegramException refused
          ? new TelegramException(refused.error(), refused)
          : new IllegalStateException(e.getCause());
    }
  }
}
