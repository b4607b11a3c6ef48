package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.schema.ChatRef;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Finds the chat that a command names.
 *
 * <ol>
 *   <li>a name: by the id that it had last time if the chat is still called so, else by asking
 *       Telegram
 *   <li>an id: in what TDLib remembers of this account's chats
 *   <li>loads and describes it
 * </ol>
 */
public final class ChatResolver {
  private final TelegramCalls calls;
  private final UsernameCache cache;

  public ChatResolver(TelegramCalls calls, UsernameCache cache) {
    this.calls = calls;
    this.cache = cache;
  }

  /**
   * Finds the chat, and asks Telegram for its full info.
   *
   * @throws TelegramException of type {@code CHAT_NOT_FOUND} or {@code ACCESS_DENIED} when the chat
   *     cannot be had
   */
  public ResolvedChat resolve(ChatRef ref) throws InterruptedException {
    if (ref instanceof ChatRef.Username username) {
      Optional<LoadedChat> remembered = remembered(username.name());
      return (remembered.isPresent() ? remembered.get() : found(username.name()))
          .describe(username.canonical());
    }
    return byId(((ChatRef.NumericId) ref).id());
  }

  ResolvedChat byId(long chatId) throws InterruptedException {
    LoadedChat chat = LoadedChat.load(calls, ChatLookup.byId(calls, chatId));
    return chat.describe(chat.id());
  }

  private Optional<LoadedChat> remembered(String username) throws InterruptedException {
    OptionalLong chatId = cache.find(username);
    if (chatId.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LoadedChat.load(calls, ChatLookup.byId(calls, chatId.getAsLong())))
          .filter(chat -> chat.hasUsername(username));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.CHAT_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private LoadedChat found(String username) throws InterruptedException {
    JsonNode chat =
        calls.call(MethodClass.RESOLVE, request("searchPublicChat").put("username", username));
    cache.put(username, TdFields.number(chat, "id"));
    return LoadedChat.load(calls, chat);
  }
}
