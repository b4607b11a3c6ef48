package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.telegram.TdFields;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TDLib's objects about one chat. Loading them is the first step of a reading, because TDLib shows
 * no reactions before it has the full info.
 *
 * @param chat TDLib's {@code chat}
 * @param owner the supergroup, channel or user behind the chat; missing for other chats
 * @param fullInfo TDLib's {@code supergroupFullInfo}; missing for other chats
 * @param generation of the client that has loaded the chat
 */
record TdChat(JsonNode chat, JsonNode owner, JsonNode fullInfo, int generation) {
  private static final Set<String> NOT_JOINED =
      Set.of("chatMemberStatusLeft", "chatMemberStatusBanned");
  private static final int REACTION_ATTEMPTS = 40;
  private static final Duration REACTION_PAUSE = Duration.ofMillis(50);

  static TdChat load(TelegramCalls calls, JsonNode chat) throws InterruptedException {
    JsonNode type = chat.path("type");
    long supergroup = TdFields.number(type, "supergroup_id");
    if (supergroup != 0) {
      JsonNode fullInfo =
          calls.call(
              MethodClass.FULL_INFO, by("getSupergroupFullInfo", "supergroup_id", supergroup));
      // TDLib has the present usernames only after the full info.
      JsonNode owner =
          calls.call(MethodClass.LOCAL, by("getSupergroup", "supergroup_id", supergroup));
      JsonNode known = withReactions(calls, idOf(chat));
      return new TdChat(known, owner, fullInfo, calls.generation());
    }
    long user = TdFields.number(type, "user_id");
    JsonNode owner =
        user == 0
            ? MissingNode.getInstance()
            : calls.call(MethodClass.LOCAL, by("getUser", "user_id", user));
    return new TdChat(chat, owner, MissingNode.getInstance(), calls.generation());
  }

  /**
   * Waits until the chat shows which reactions it allows. A client that was just opened returns the
   * full info that it remembers, then requests the present one, and hides reactions until that has
   * arrived. A chat that allows no reactions never shows any, so the number of attempts is limited.
   */
  private static JsonNode withReactions(TelegramCalls calls, long chatId)
      throws InterruptedException {
    JsonNode chat = calls.call(MethodClass.LOCAL, by("getChat", "chat_id", chatId));
    int attempts = calls.markLoaded(chatId) ? REACTION_ATTEMPTS : 0;
    for (int i = 0; i < attempts && !hasReactions(chat); i++) {
      Thread.sleep(REACTION_PAUSE.toMillis());
      chat = calls.call(MethodClass.LOCAL, by("getChat", "chat_id", chatId));
    }
    return chat;
  }

  private static ObjectNode by(String request, String idField, long id) {
    return request(request).put(idField, id);
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
    return new ResolvedChat(
        idOf(chat),
        new SourceInfo(
            sourceId,
            TdFields.string(chat, "title"),
            url(sourceId),
            sourceType(),
            idOf(chat),
            TdFields.numberOrNull(fullInfo, "linked_chat_id"),
            null),
        isJoined(),
        hasReactions(chat),
        generation);
  }

  /** Whether the chat shows which reactions it allows; TDLib hides reactions before that. */
  static boolean hasReactions(JsonNode chat) {
    JsonNode available = chat.path("available_reactions");
    return TdFields.type(available).equals("chatAvailableReactionsAll")
        || !available.path("reactions").isEmpty();
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
