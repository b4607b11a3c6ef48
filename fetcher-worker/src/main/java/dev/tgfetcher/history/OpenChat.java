package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat while it is read.
 *
 * <ol>
 *   <li>opens it if this account has not joined it, for else TDLib is not told of new messages
 *   <li>makes it known and opens it again when the client was replaced
 *   <li>closes it in any case
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
      open.follow();
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
   * @param requests how many TDLib makes of it
   */
  public JsonNode call(MethodClass method, int requests, ObjectNode request)
      throws InterruptedException {
    followNewClient();
    return calls.call(method, requests, request.put("chat_id", chat.chatId()));
  }

  /** Pages that are asked for ahead come from another thread. */
  private synchronized void followNewClient() throws InterruptedException {
    if (generation != calls.generation()) {
      follow();
    }
  }

  private void follow() throws InterruptedException {
    if (generation != calls.generation()) {
      generation = calls.generation();
      load();
    }
    if (!chat.joined()) {
      calls.call(MethodClass.OTHER, request("openChat").put("chat_id", chat.chatId()));
    }
  }

  /**
   * A new client gives the full info that it remembers, and asks for the one of today only then. As
   * long as that is under way it hides reactions.
   */
  private void load() throws InterruptedException {
    JsonNode loaded = TdChat.load(calls, TdChatLookup.byId(calls, chat.chatId())).chat();
    for (int i = 0; chat.hasReactions() && !TdChat.hasReactions(loaded); i++) {
      if (i == LOAD_ATTEMPTS) {
        throw new TelegramException(
            TelegramError.of(500, "chat " + chat.chatId() + " does not tell its reactions"));
      }
      Thread.sleep(LOAD_PAUSE.toMillis());
      loaded = TdChatLookup.byId(calls, chat.chatId());
    }
  }

  @Override
  public void close() {
    if (!chat.joined()) {
      calls.send(request("closeChat").put("chat_id", chat.chatId()));
    }
  }
}
