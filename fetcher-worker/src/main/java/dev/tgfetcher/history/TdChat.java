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
 * A chat with all that TDLib has to know before it is read. Without the full info TDLib shows no
 * reactions.
 *
 * @param chat TDLib's {@code chat}
 * @param owner the supergroup, channel or user behind it; missing for other chats
 * @param fullInfo what Telegram says of it beyond that; missing where nothing of it matters
 * @param generation of the client that has loaded it
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
      // Only now does TDLib know the names of today.
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
   * Only after the full info does the chat tell which reactions it allows. A client that was just
   * opened gives the full info that it remembers, and asks for that of today only then; until it
   * comes, reactions are hidden. A chat that allows none never tells any, so the wait has an end.
   */
  private static JsonNode withReactions(TelegramCalls calls, long chatId)
      throws InterruptedException {
    JsonNode chat = calls.call(MethodClass.LOCAL, by("getChat", "chat_id", chatId));
    int attempts = calls.isFirstOf(chatId) ? REACTION_ATTEMPTS : 0;
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

  /** {@code @name}, or {@code channel_<id>} for a chat that has none. */
  String id() {
    return usernames().stream()
        .findFirst()
        .map(name -> "@" + name)
        .orElseGet(() -> "channel_" + bareId());
  }

  ResolvedChat describe(String sourceId) {
    return new ResolvedChat(
        idOf(chat),
        new SourceInfo(
            sourceId,
            TdFields.string(chat, "title"),
            url(sourceId),
            sourceType(),
            idOf(chat),
            TdFields.numberOrNull(fullInfo, "linked_chat_id")),
        isJoined(),
        hasReactions(chat),
        generation);
  }

  /** Whether TDLib knows of reactions that the chat allows; only then it shows any. */
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

  private long bareId() {
    return supergroupId() == 0 ? Math.abs(idOf(chat)) : supergroupId();
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

  /** Only of supergroups and channels can an account read what it has not joined. */
  private boolean isJoined() {
    JsonNode status = owner.path("status");
    boolean hasLeft = NOT_JOINED.contains(TdFields.type(status));
    return supergroupId() == 0 || (!hasLeft && status.path("is_member").asBoolean(true));
  }
}
