package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramException;
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
  private final TelegramCalls calls;
  private final ResolvedChat chat;

  private OpenChat(TelegramCalls calls, ResolvedChat chat) {
    this.calls = calls;
    this.chat = chat;
  }

  public static OpenChat open(TelegramCalls calls, ResolvedChat chat) throws InterruptedException {
    OpenChat open = new OpenChat(calls, chat);
    try {
      open.openInClient();
      calls.opened(open);
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
    return calls.call(method, requests, request.put("chat_id", chat.chatId()));
  }

  /** How many ids a request may have, at most. */
  int idsPerRequest() {
    return calls.idsPerRequest();
  }

  /** Lets later requests of this client have fewer ids. */
  void lowerIdsPerRequest(int most) {
    calls.lowerIdsPerRequest(most);
  }

  private void openInClient() throws InterruptedException {
    if (chat.generation() == calls.generation()) {
      openUnlessJoined();
    } else {
      openAgain();
    }
  }

  /** Loads and opens the chat in a client that does not know it yet. */
  void openAgain() throws InterruptedException {
    TdChat unused = TdChat.load(calls, () -> TdChatLookup.byId(calls, chat.chatId()));
    openUnlessJoined();
  }

  private void openUnlessJoined() throws InterruptedException {
    if (!chat.joined()) {
      calls.call(MethodClass.OTHER, request("openChat").put("chat_id", chat.chatId()));
    }
  }

  @Override
  public void close() {
    calls.closed(this);
    if (!chat.joined()) {
      calls.sendWithoutWaiting(request("closeChat").put("chat_id", chat.chatId()));
    }
  }
}
