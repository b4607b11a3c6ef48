package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.telegram.TelegramException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat while it is read.
 *
 * <ol>
 *   <li>opens it if this account has not joined it, for else TDLib is not told of new messages
 *   <li>waits until TDLib has the newest message
 *   <li>does so again when the client was replaced
 *   <li>closes it in any case
 * </ol>
 */
final class OpenChat implements AutoCloseable {
  private final TelegramCalls calls;
  private final ResolvedChat chat;
  private int generation;

  private OpenChat(TelegramCalls calls, ResolvedChat chat) {
    this.calls = calls;
    this.chat = chat;
    this.generation = calls.generation();
  }

  static OpenChat open(TelegramCalls calls, ResolvedChat chat) throws InterruptedException {
    OpenChat open = new OpenChat(calls, chat);
    try {
      open.follow();
      return open;
    } catch (TelegramException | InterruptedException e) {
      open.close();
      throw e;
    }
  }

  ResolvedChat chat() {
    return chat;
  }

  /** Sends a request about this chat. */
  JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    if (generation != calls.generation()) {
      generation = calls.generation();
      if (chat.supergroupId() != 0) {
        LoadedChat.fullInfo(calls, chat.supergroupId());
      }
      follow();
    }
    return calls.call(method, request.put("chat_id", chat.chatId()));
  }

  private void follow() throws InterruptedException {
    if (chat.joined()) {
      return;
    }
    calls.call(MethodClass.LOCAL, request("openChat").put("chat_id", chat.chatId()));
    // Of all requests this one goes to the server in any case, and TDLib catches up with what the
    // answer tells before it passes it on.
    calls.call(MethodClass.HISTORY, newestMessage());
  }

  private ObjectNode newestMessage() {
    return ChatSearch.page(0, 1).put("chat_id", chat.chatId());
  }

  @Override
  public void close() {
    if (!chat.joined()) {
      calls.send(request("closeChat").put("chat_id", chat.chatId()));
    }
  }
}
