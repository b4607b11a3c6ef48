package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat that is open in TDLib while it is read:
 *
 * <ol>
 *   <li>opens the chat if this account has not joined it, because TDLib otherwise gets no new
 *       messages of it;
 *   <li>loads and opens the chat again after the client was replaced;
 *   <li>closes the chat.
 * </ol>
 */
public final class OpenChat implements AutoCloseable {
  private static final int LOAD_ATTEMPTS = 200;
  private static final Duration LOAD_PAUSE = Duration.ofMillis(50);

  private final TelegramCalls calls;
  private final ResolvedChat chat;
  private int generation;

  private OpenChat(TelegramCalls calls, ResolvedChat chat) {
    this.calls = calls;
    this.chat = chat;
    this.generation = chat.generation();
  }

  public static OpenChat open(TelegramCalls calls, ResolvedChat chat) throws InterruptedException {
    OpenChat open = new OpenChat(calls, chat);
    try {
      open.openInClient();
      return open;
    } catch (TelegramException | InterruptedException e) {
      open.close();
      throw e;
    }
  }

  public ResolvedChat chat() {
    return chat;
  }

  /** Sends a request about this chat. */
  public JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return call(method, 1, request);
  }

  /**
   * Sends a request about this chat.
   *
   * @param requests how many requests TDLib makes of it
   */
  public JsonNode call(MethodClass method, int requests, ObjectNode request)
      throws InterruptedException {
    reopenInNewClient();
    return calls.call(method, requests, request.put("chat_id", chat.chatId()));
  }

  /** Synchronized because the prefetcher sends its requests from another thread. */
  private synchronized void reopenInNewClient() throws InterruptedException {
    if (generation != calls.generation()) {
      openInClient();
    }
  }

  private void openInClient() throws InterruptedException {
    if (generation != calls.generation()) {
      generation = calls.generation();
      load();
    }
    if (!chat.joined()) {
      calls.call(MethodClass.OTHER, request("openChat").put("chat_id", chat.chatId()));
    }
  }

  /**
   * Loads the chat and waits for its reactions. A new client returns the full info that it
   * remembers, then requests the present one, and hides reactions until that has arrived.
   */
  private void load() throws InterruptedException {
    JsonNode loaded = TdChat.load(calls, TdChatLookup.byId(calls, chat.chatId())).chat();
    for (int i = 0; chat.hasReactions() && !TdChat.hasReactions(loaded); i++) {
      if (i == LOAD_ATTEMPTS) {
        throw new TelegramException(
            TelegramError.of(
                500, "chat " + chat.chatId() + " does not show which reactions it allows"));
      }
      Thread.sleep(LOAD_PAUSE.toMillis());
      loaded = TdChatLookup.byId(calls, chat.chatId());
    }
  }

  @Override
  public void close() {
    if (!chat.joined()) {
      calls.sendWithoutWaiting(request("closeChat").put("chat_id", chat.chatId()));
    }
  }
}
