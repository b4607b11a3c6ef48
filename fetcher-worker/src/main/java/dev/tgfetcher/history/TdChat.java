package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TDLib's objects about one chat. Loading them is the first step of a reading, because TDLib shows
 * no reactions before it has the full info.
 *
 * @param chat TDLib's {@code chat}
 * @param owner the supergroup, channel, basic group or user behind the chat
 * @param fullInfo of the supergroup, channel or basic group; missing for other chats
 * @param userId of this account
 * @param generation of the client that has loaded the chat
 */
record TdChat(JsonNode chat, JsonNode owner, JsonNode fullInfo, long userId, int generation) {
  private static final String BANNED = "chatMemberStatusBanned";

  private static final Set<String> NOT_JOINED = Set.of("chatMemberStatusLeft", BANNED);

  /** TDLib remembers a full info for a minute before it requests another. */
  private static final Duration REMEMBERED = Duration.ofSeconds(75);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Finds TDLib's {@code chat}. */
  @FunctionalInterface
  interface Lookup {
    JsonNode find() throws InterruptedException;
  }

  static TdChat load(TelegramCalls calls, Lookup lookup) throws InterruptedException {
    long infos = calls.chatInfos();
    JsonNode chat = lookup.find();
    JsonNode type = chat.path("type");
    return switch (TdFields.type(type)) {
      case "chatTypeSupergroup" ->
          loadGroup(calls, idOf(chat), "Supergroup", idIn(type, "supergroup_id"), infos);
      case "chatTypeBasicGroup" ->
          loadGroup(calls, idOf(chat), "BasicGroup", idIn(type, "basic_group_id"), infos);
      default -> {
        ObjectNode user = idIn(type, "user_id");
        JsonNode owner =
            user.isEmpty()
                ? MissingNode.getInstance()
                : calls.call(MethodClass.LOCAL, of("getUser", user));
        yield new TdChat(
            chat,
            owner,
            MissingNode.getInstance(),
            TdFields.number(owner, "id"),
            calls.generation());
      }
    };
  }

  private static ObjectNode idIn(JsonNode type, String field) {
    long id = TdFields.number(type, field);
    return id == 0
        ? JsonNodeFactory.instance.objectNode()
        : JsonNodeFactory.instance.objectNode().put(field, id);
  }

  private static ObjectNode of(String request, ObjectNode id) {
    return request(request).setAll(id);
  }

  /**
   * A client that was just opened returns the full info that it remembers, and requests the present
   * one by itself, but not if it remembers one of the last minute.
   *
   * @param infos how many full infos were answered before the chat was looked up
   */
  private static TdChat loadGroup(
      TelegramCalls calls, long chatId, String kind, ObjectNode id, long infos)
      throws InterruptedException {
    ObjectNode fullInfo = of("get" + kind + "FullInfo", id);
    ObjectNode getChat = request("getChat").put("chat_id", chatId);
    JsonNode unused = calls.call(MethodClass.FULL_INFO, fullInfo);
    calls.awaitChatInfos();
    JsonNode chat = calls.call(MethodClass.LOCAL, getChat);
    Duration waited = Duration.ZERO;
    while (calls.chatInfos() == infos && !isKnown(calls, chatId, chat)) {
      if (waited.compareTo(REMEMBERED) >= 0) {
        throw new TelegramException(
            TelegramError.of(500, "chat " + chatId + " does not show which reactions it allows"));
      }
      refuseIfBanned(calls.call(MethodClass.LOCAL, of("get" + kind, id)), chatId);
      calls.pause(PAUSE);
      waited = waited.plus(PAUSE);
      unused = calls.call(MethodClass.LOCAL, fullInfo);
      calls.awaitChatInfos();
      chat = calls.call(MethodClass.LOCAL, getChat);
    }
    TelegramError refusal = calls.chatInfoRefusal(infos);
    if (refusal != null && !isKnown(calls, chatId, chat)) {
      throw new TelegramException(refusal);
    }
    calls.markLoaded(chatId);
    // TDLib has the present usernames only after the full info.
    JsonNode owner = calls.call(MethodClass.LOCAL, of("get" + kind, id));
    JsonNode present = calls.call(MethodClass.LOCAL, fullInfo);
    JsonNode account = calls.call(MethodClass.LOCAL, request("getMe"));
    return new TdChat(chat, owner, present, TdFields.number(account, "id"), calls.generation());
  }

  /**
   * After Telegram's refusal TDLib sends no more requests for a chat, and answers from its memory.
   *
   * @throws TelegramException of type {@code ACCESS_DENIED} when the account has lost the chat
   */
  private static void refuseIfBanned(JsonNode owner, long chatId) {
    if (TdFields.type(owner.path("status")).equals(BANNED)) {
      throw new TelegramException(
          TelegramError.of(
              400, "CHANNEL_PRIVATE: the account has no access to %d any more".formatted(chatId)));
    }
  }

  /**
   * Whether the reactions of a chat are known. TDLib always requests the full info of a basic group
   * that it meets, and shows no reactions of one that was upgraded.
   */
  private static boolean isKnown(TelegramCalls calls, long chatId, JsonNode chat) {
    return hasReactions(chat)
        || calls.isLoaded(chatId)
        || TdChatLookup.basicGroupOf(chatId).isPresent();
  }

  private static boolean hasReactions(JsonNode chat) {
    JsonNode available = chat.path("available_reactions");
    return TdFields.type(available).equals("chatAvailableReactionsAll")
        || !available.path("reactions").isEmpty();
  }

  private static long idOf(JsonNode chat) {
    return TdFields.number(chat, "id");
  }

  boolean hasUsername(String username) {
    return usernames().stream().anyMatch(username::equalsIgnoreCase);
  }

  /**
   * {@code @name}; for a chat without a username {@code channel_<id>}, {@code chat_<id>} of a basic
   * group, or {@code user_<id>} of a private chat.
   */
  String sourceId() {
    return usernames().stream().findFirst().map(name -> "@" + name).orElseGet(this::idInWords);
  }

  ResolvedChat resolved(String sourceId) {
    long basicGroup = TdFields.number(fullInfo, "upgraded_from_basic_group_id");
    return new ResolvedChat(
        idOf(chat),
        new SourceInfo(
            sourceId,
            TdFields.string(chat, "title"),
            url(sourceId),
            sourceType(),
            idOf(chat),
            TdFields.numberOrNull(fullInfo, "linked_chat_id"),
            basicGroup == 0 ? null : Long.valueOf(-basicGroup)),
        isJoined(),
        hidden(),
        generation);
  }

  private @Nullable HiddenHistory hidden() {
    return switch (sourceType()) {
      case SUPERGROUP -> isJoined() ? hiddenBySupergroup() : null;
      case GROUP -> hiddenByBasicGroup();
      default -> null;
    };
  }

  /** A supergroup with a username shows its whole history to all. */
  private @Nullable HiddenHistory hiddenBySupergroup() {
    Instant joined = Instant.ofEpochSecond(TdFields.number(owner, "date"));
    if (!fullInfo.path("is_all_history_available").asBoolean(true)) {
      return new HiddenHistory(joined, HiddenHistory.Evidence.STATED);
    }
    return usernames().isEmpty()
        ? new HiddenHistory(joined, HiddenHistory.Evidence.NO_FIRST_MESSAGE)
        : null;
  }

  private @Nullable HiddenHistory hiddenByBasicGroup() {
    return fullInfo
        .path("members")
        .valueStream()
        .filter(member -> TdFields.number(member.path("member_id"), "user_id") == userId)
        .map(member -> TdFields.number(member, "joined_chat_date"))
        .filter(date -> date > 0)
        .map(Instant::ofEpochSecond)
        .map(joined -> new HiddenHistory(joined, HiddenHistory.Evidence.NO_CREATION))
        .findFirst()
        .orElse(null);
  }

  private List<String> usernames() {
    return owner
        .path("usernames")
        .path("active_usernames")
        .valueStream()
        .map(name -> name.asString(""))
        .toList();
  }

  private long supergroupId() {
    return TdFields.number(chat.path("type"), "supergroup_id");
  }

  private String idInWords() {
    if (supergroupId() != 0) {
      return "channel_" + supergroupId();
    }
    return (idOf(chat) < 0 ? "chat_" : "user_") + Math.abs(idOf(chat));
  }

  private SourceType sourceType() {
    return switch (TdFields.type(chat.path("type"))) {
      case "chatTypeSupergroup" ->
          chat.path("type").path("is_channel").asBoolean(false)
              ? SourceType.CHANNEL
              : SourceType.SUPERGROUP;
      case "chatTypeBasicGroup" -> SourceType.GROUP;
      default -> SourceType.CHAT;
    };
  }

  private String url(String sourceId) {
    if (sourceId.startsWith("@")) {
      return "https://t.me/" + sourceId.substring(1);
    }
    return supergroupId() == 0 ? "" : "https://t.me/c/" + supergroupId();
  }

  /** An account can read supergroups and channels without joining, but no other chats. */
  private boolean isJoined() {
    JsonNode status = owner.path("status");
    boolean hasLeft = NOT_JOINED.contains(TdFields.type(status));
    return supergroupId() == 0 || (!hasLeft && status.path("is_member").asBoolean(true));
  }
}
