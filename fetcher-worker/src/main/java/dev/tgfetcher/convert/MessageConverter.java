package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ServiceAction;
import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts TDLib's messages into archived messages. It accepts every message: content of an unknown
 * type is archived with its type name.
 */
public final class MessageConverter {
  private final ForwardConverter forwards;
  private final DetailsConverter details;

  public MessageConverter(NameLookup names) {
    OriginConverter origins = new OriginConverter(names);
    this.forwards = new ForwardConverter(origins);
    this.details = new DetailsConverter(origins);
  }

  /** Converts a message without its reactors. */
  public ArchivedMessage convert(JsonNode message) throws InterruptedException {
    return convert(message, Reactors.UNKNOWN);
  }

  public ArchivedMessage convert(JsonNode message, Reactors reactors) throws InterruptedException {
    JsonNode content = message.path("content");
    JsonNode interaction = message.path("interaction_info");
    Integer views = TdFields.intOrNull(interaction, "view_count");
    ServiceAction service = ServiceActionConverter.of(content);
    MessageText text = service == null ? MessageText.of(content) : MessageText.NONE;
    Forward forward = forwards.of(message);
    return new ArchivedMessage(
        TdFields.serverId(TdFields.number(message, "id")),
        null,
        Instant.ofEpochSecond(TdFields.number(message, "date")),
        text.text(),
        sender(message),
        ReplyConverter.idWithinChat(message),
        forward == null ? null : forward.fromName(),
        forward,
        ReactionConverter.of(message, reactors),
        editDate(message),
        views,
        // TDLib returns 0 for a group, which counts neither views nor forwards.
        views == null ? null : Integer.valueOf(interaction.path("forward_count").asInt(0)),
        replyCount(interaction),
        album(message),
        topic(message.path("topic_id")),
        TdFields.stringOrNull(message, "author_signature"),
        TdFields.numberOrNull(message, "via_bot_user_id"),
        message.path("is_pinned").asBoolean(false),
        text.entities(),
        service == null ? MediaConverter.of(content) : null,
        service,
        details.of(message),
        List.of());
  }

  private static long sender(JsonNode message) {
    long sender = TdFields.senderId(message.path("sender_id"));
    return sender == 0 ? TdFields.number(message, "chat_id") : sender;
  }

  private static @Nullable Instant editDate(JsonNode message) {
    long date = TdFields.number(message, "edit_date");
    return date == 0 ? null : Instant.ofEpochSecond(date);
  }

  private static @Nullable Integer replyCount(JsonNode interaction) {
    JsonNode replies = interaction.path("reply_info");
    return replies.isObject() ? Integer.valueOf(replies.path("reply_count").asInt(0)) : null;
  }

  private static @Nullable String album(JsonNode message) {
    long album = TdFields.number(message, "media_album_id");
    return album == 0 ? null : Long.toString(album);
  }

  /** The id of a topic; null without a topic, and for a type that a newer TDLib has. */
  static @Nullable Long topic(JsonNode topic) {
    return switch (TdFields.type(topic)) {
      case "messageTopicThread" -> TdFields.serverIdOrNull(topic, "message_thread_id");
      case "messageTopicForum" -> TdFields.numberOrNull(topic, "forum_topic_id");
      case "messageTopicDirectMessages" ->
          TdFields.numberOrNull(topic, "direct_messages_chat_topic_id");
      case "messageTopicSavedMessages" -> TdFields.numberOrNull(topic, "saved_messages_topic_id");
      default -> null;
    };
  }
}
