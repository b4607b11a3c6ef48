package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.schema.SourceInfo;
import dev.tgfetcher.schema.SourceType;
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
 */
record LoadedChat(JsonNode chat, JsonNode owner, JsonNode fullInfo) {
  private static final Set<String> NOT_JOINED =
      Set.of("chatMemberStatusLeft", "chatMemberStatusBanned");

  static LoadedChat load(TelegramCalls calls, JsonNode chat) throws InterruptedException {
    JsonNode type = chat.path("type");
    long supergroup = TdFields.number(type, "supergroup_id");
    if (supergroup != 0) {
      return new LoadedChat(
          chat,
          calls.call(MethodClass.LOCAL, by("getSupergroup", "supergroup_id", supergroup)),
          fullInfo(calls, supergroup));
    }
    long user = TdFields.number(type, "user_id");
    JsonNode owner =
        user == 0
            ? MissingNode.getInstance()
            : calls.call(MethodClass.LOCAL, by("getUser", "user_id", user));
    return new LoadedChat(chat, owner, MissingNode.getInstance());
  }

  static JsonNode fullInfo(TelegramCalls calls, long supergroup) throws InterruptedException {
    return calls.call(
        MethodClass.FULL_INFO, by("getSupergroupFullInfo", "supergroup_id", supergroup));
  }

  private static ObjectNode by(String request, String idField, long id) {
    return request(request).put(idField, id);
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
        TdFields.number(chat, "id"),
        new SourceInfo(
            sourceId,
            TdFields.string(chat, "title"),
            url(sourceId),
            sourceType(),
            TdFields.number(chat, "id"),
            TdFields.numberOrNull(fullInfo, "linked_chat_id")),
        supergroupId(),
        isJoined());
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
    return supergroupId() == 0 ? Math.abs(TdFields.number(chat, "id")) : supergroupId();
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
