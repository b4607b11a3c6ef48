package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resolves the chat reference of a command to a chat:
 *
 * <ol>
 *   <li>a username to its cached chat id if the chat still has that name, else by a request to
 *       Telegram. A name that is cached as free causes no request;
 *   <li>an id among the chats that TDLib knows for this account, {@code me} among them;
 *   <li>loads the chat into TDLib.
 * </ol>
 */
public final class ChatResolver {
  private static final Logger log = LoggerFactory.getLogger(ChatResolver.class);

  /** No chat has a message with the highest id. */
  private static final String MISSING_MESSAGE = "https://t.me/%s/" + Integer.MAX_VALUE;

  /** Telegram returns at most 100 chats in a page. */
  private static final int CHAT_LIST_PAGES = 50;

  private final TelegramCalls calls;
  private final UsernameCache cache;

  public ChatResolver(TelegramCalls calls, UsernameCache cache) {
    this.calls = calls;
    this.cache = cache;
  }

  /**
   * Resolves a reference, and loads the chat's full info from Telegram.
   *
   * @throws TelegramException of type {@code CHAT_NOT_FOUND} or {@code ACCESS_DENIED} when this
   *     account cannot read the chat
   */
  public ResolvedChat resolve(ChatRef ref) throws InterruptedException {
    return switch (ref.kind()) {
      case USERNAME -> byUsername(((ChatRef.Username) ref).name()).resolved(ref.canonical());
      case NUMERIC_ID -> byReferencedId((ChatRef.NumericId) ref);
      case SAVED_MESSAGES -> savedMessages();
    };
  }

  /** The private chat of the account with itself. */
  private ResolvedChat savedMessages() throws InterruptedException {
    JsonNode account = calls.call(MethodClass.LOCAL, request("getMe"));
    return byId(TdFields.number(account, "id"));
  }

  private TdChat byUsername(String username) throws InterruptedException {
    Optional<UsernameCache.Entry> cached = cache.find(username);
    if (cached.isEmpty()) {
      return searched(username);
    }
    if (cached.get() instanceof UsernameCache.Entry.Chat chat) {
      Optional<TdChat> known = knownById(username, chat.id());
      return known.isPresent() ? known.get() : searched(username);
    }
    throw new TelegramException(
        TelegramError.of(
            400,
            "USERNAME_NOT_OCCUPIED: no chat had the name @%s at the last look-up"
                .formatted(username)));
  }

  private ResolvedChat byReferencedId(ChatRef.NumericId ref) throws InterruptedException {
    try {
      long supergroup = upgradedTo(ref.id());
      if (supergroup == 0) {
        ResolvedChat chat = byIdOfAccount(ref.id());
        // A client that was just opened learns of an upgrade with the full info.
        supergroup = upgradedTo(ref.id());
        if (supergroup == 0) {
          return chat;
        }
      }
      return upgraded(ref.id(), supergroup);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.CHAT_NOT_FOUND) {
        throw e;
      }
      throw new TelegramException(TelegramError.of(400, unknownId(ref)));
    }
  }

  private static String unknownId(ChatRef.NumericId ref) {
    OptionalLong channel = ref.asChannel();
    return "Chat not found: the account of this session has never met %d; ".formatted(ref.id())
        + (channel.isPresent()
            ? "a channel's id begins with -100: %d; ".formatted(channel.getAsLong())
            : "")
        + "fetch it by its @name once, or join it with this account";
  }

  /**
   * Loads a chat that TDLib knows, such as the discussion group of a channel.
   *
   * @throws TelegramException of type {@code CHAT_NOT_FOUND} or {@code ACCESS_DENIED} when this
   *     account cannot read the chat
   */
  public ResolvedChat byId(long chatId) throws InterruptedException {
    return loaded(() -> TdChatLookup.byId(calls, chatId));
  }

  /** As {@link #byId}; empty when this account cannot read the chat. */
  public Optional<ResolvedChat> findById(long chatId) throws InterruptedException {
    try {
      return Optional.of(byId(chatId));
    } catch (TelegramException e) {
      return switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED, NOT_FOUND, OTHER -> Optional.empty();
        default -> throw e;
      };
    }
  }

  /**
   * TDLib meets the chats that the account has joined when it loads their list, or by and by. The
   * list also shows that a chat is accessible again, after a freeze of the account for example.
   */
  private ResolvedChat byIdOfAccount(long chatId) throws InterruptedException {
    try {
      return byId(chatId);
    } catch (TelegramException e) {
      switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED -> loadChatList();
        default -> throw e;
      }
      return byId(chatId);
    }
  }

  /** TDLib answers with 404 when it has the whole list. */
  private void loadChatList() throws InterruptedException {
    try {
      for (int page = 0; page < CHAT_LIST_PAGES; page++) {
        JsonNode unused = calls.call(MethodClass.OTHER, request("loadChats").put("limit", 100));
      }
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.NOT_FOUND) {
        throw e;
      }
    }
  }

  private ResolvedChat loaded(TdChat.Lookup lookup) throws InterruptedException {
    TdChat chat = TdChat.load(calls, lookup);
    return chat.resolved(chat.sourceId());
  }

  /** The id of the supergroup to which a basic group was upgraded; 0 for other chats. */
  private long upgradedTo(long chatId) throws InterruptedException {
    OptionalLong basicGroup = TdChatLookup.basicGroupOf(chatId);
    if (basicGroup.isEmpty()) {
      return 0;
    }
    try {
      JsonNode group =
          calls.call(
              MethodClass.LOCAL,
              request("getBasicGroup").put("basic_group_id", basicGroup.getAsLong()));
      return TdFields.number(group, "upgraded_to_supergroup_id");
    } catch (TelegramException e) {
      return switch (e.type()) {
        case CHAT_NOT_FOUND, NOT_FOUND, OTHER -> 0;
        default -> throw e;
      };
    }
  }

  /** A basic group gets no message after its upgrade, and the supergroup leads back to it. */
  private ResolvedChat upgraded(long basicGroupChat, long supergroup) throws InterruptedException {
    long chatId = TdChatLookup.supergroupChatId(supergroup);
    log.warn(
        "Group {} was upgraded to the supergroup {}, which is read instead",
        basicGroupChat,
        chatId);
    try {
      return byIdOnceListed(chatId);
    } catch (TelegramException e) {
      throw switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED ->
            new TelegramException(
                new TelegramError(
                    400,
                    "Group %d was upgraded to the supergroup %d, which the account of this session"
                            .formatted(basicGroupChat, chatId)
                        + " cannot read (%s): join it with this account, or fetch %d with another"
                            .formatted(e.getMessage(), chatId),
                    TelegramErrorType.ACCESS_DENIED,
                    null));
        default -> e;
      };
    }
  }

  /** Before Telegram's update of an upgrade, only the chat list has the supergroup. */
  private ResolvedChat byIdOnceListed(long chatId) throws InterruptedException {
    try {
      return byId(chatId);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.CHAT_NOT_FOUND) {
        throw e;
      }
      loadChatList();
      return byId(chatId);
    }
  }

  /** Empty when TDLib has never seen the id with this account, or the chat has another name now. */
  private Optional<TdChat> knownById(String username, long chatId) throws InterruptedException {
    try {
      return Optional.of(TdChat.load(calls, () -> TdChatLookup.byId(calls, chatId)))
          .filter(chat -> chat.hasUsername(username));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.CHAT_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** TDLib may remember a chat that has lost the name, until it has the chat's full info. */
  private TdChat searched(String username) throws InterruptedException {
    TdChat chat = found(username);
    return chat.hasUsername(username) ? chat : found(username);
  }

  private TdChat found(String username) throws InterruptedException {
    return TdChat.load(
        calls,
        () -> {
          JsonNode chat = search(username);
          cache.put(username, new UsernameCache.Entry.Chat(TdFields.number(chat, "id")));
          return chat;
        });
  }

  private JsonNode search(String username) throws InterruptedException {
    try {
      return calls.callRepeatable(
          MethodClass.RESOLVE, username, request("searchPublicChat").put("username", username));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.UNREADABLE) {
        return linked(username, e);
      }
      if (e.type() == TelegramErrorType.CHAT_NOT_FOUND) {
        cache.put(username, new UsernameCache.Entry.Free());
      }
      throw e;
    }
  }

  /**
   * The chat behind the link to a message. With a chat that it searches, TDLib loads the newest
   * message, which it may be unable to read; with the chat of a link only the linked message.
   *
   * @throws TelegramException the refusal of the search, when the link leads to no chat
   */
  private JsonNode linked(String username, TelegramException refusal) throws InterruptedException {
    ObjectNode link = request("getMessageLinkInfo").put("url", MISSING_MESSAGE.formatted(username));
    long chatId = TdFields.number(calls.call(MethodClass.MESSAGES, link), "chat_id");
    if (chatId == 0) {
      throw refusal;
    }
    return TdChatLookup.byId(calls, chatId);
  }
}
