package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds the chat that a command names.
 *
 * <ol>
 *   <li>a name: by the id that it had last time if the chat is still called so, else by asking
 *       Telegram, unless it said a moment ago that nobody has the name
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
      return byName(username.name()).describe(username.canonical());
    }
    return byNumber(((ChatRef.NumericId) ref).id());
  }

  private TdChat byName(String username) throws InterruptedException {
    Optional<UsernameCache.Answer> known = cache.find(username);
    if (known.isEmpty()) {
      return found(username);
    }
    if (known.get() instanceof UsernameCache.Answer.Chat chat) {
      Optional<TdChat> remembered = remembered(username, chat.id());
      return remembered.isPresent() ? remembered.get() : found(username);
    }
    throw new TelegramException(
        TelegramError.of(
            400,
            "USERNAME_NOT_OCCUPIED: nobody had the name @%s a moment ago".formatted(username)));
  }

  private ResolvedChat byNumber(long id) throws InterruptedException {
    try {
      return byId(id);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.CHAT_NOT_FOUND) {
        throw e;
      }
      throw new TelegramException(
          TelegramError.of(
              400,
              "Chat not found: the account of this session has never met %d; fetch it by its @name"
                      .formatted(id)
                  + " once, or join it with this account"));
    }
  }

  public ResolvedChat byId(long chatId) throws InterruptedException {
    TdChat chat = TdChat.load(calls, TdChatLookup.byId(calls, chatId));
    return chat.describe(chat.id());
  }

  /** Another account's id may be unknown here: TDLib needs to have met the chat itself. */
  private Optional<TdChat> remembered(String username, long chatId) throws InterruptedException {
    try {
      return Optional.of(TdChat.load(calls, TdChatLookup.byId(calls, chatId)))
          .filter(chat -> chat.hasUsername(username));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.CHAT_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private TdChat found(String username) throws InterruptedException {
    JsonNode chat = search(username);
    cache.put(username, new UsernameCache.Answer.Chat(TdFields.number(chat, "id")));
    return TdChat.load(calls, chat);
  }

  private JsonNode search(String username) throws InterruptedException {
    try {
      return calls.callOnce(
          MethodClass.RESOLVE, username, request("searchPublicChat").put("username", username));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.CHAT_NOT_FOUND) {
        cache.put(username, new UsernameCache.Answer.Nobody());
      }
      throw e;
    }
  }
}
