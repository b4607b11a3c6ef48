package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the message that a message replies to, with its quote and its origin. */
final class ReplyConverter {
  private static final Set<String> ARCHIVED_FIELDS =
      Set.of("chat_id", "message_id", "quote", "origin", "origin_send_date", "content");

  private final OriginConverter origins;

  ReplyConverter(OriginConverter origins) {
    this.origins = origins;
  }

  /** Whether the message replies to a message; otherwise it replies to a story or to nothing. */
  static boolean isReply(JsonNode message) {
    return TdFields.type(message.path("reply_to")).equals("messageReplyToMessage");
  }

  /** The id of the replied message; null for a reply to a story or to another chat's message. */
  static @Nullable Long idWithinChat(JsonNode message) {
    JsonNode replyTo = message.path("reply_to");
    boolean isHere =
        isReply(message)
            && TdFields.number(replyTo, "chat_id") == TdFields.number(message, "chat_id");
    return isHere ? TdFields.serverIdOrNull(replyTo, "message_id") : null;
  }

  @Nullable Reply of(JsonNode message) throws InterruptedException {
    return isReply(message) ? reply(message.path("reply_to")) : null;
  }

  private Reply reply(JsonNode replyTo) throws InterruptedException {
    JsonNode quote = replyTo.path("quote");
    JsonNode origin = replyTo.path("origin");
    long date = TdFields.number(replyTo, "origin_send_date");
    return new Reply(
        TdFields.numberOrNull(replyTo, "chat_id"),
        TdFields.serverIdOrNull(replyTo, "message_id"),
        TdFields.stringOrNull(quote.path("text"), "text"),
        quote.isObject() ? Integer.valueOf(quote.path("position").asInt(0)) : null,
        quote.path("is_manual").asBoolean(false),
        origin.isObject() ? origins.of(origin) : null,
        date == 0 ? null : Instant.ofEpochSecond(date),
        details(replyTo));
  }

  /**
   * The formatted parts of the quote, the media of the replied message, and fields of a newer
   * TDLib.
   */
  private static Map<String, @Nullable Object> details(JsonNode replyTo) {
    Map<String, @Nullable Object> details =
        new TreeMap<>(PlainFields.differing(replyTo, ARCHIVED_FIELDS));
    List<MessageEntity> entities = EntityConverter.of(replyTo.path("quote").path("text"));
    if (!entities.isEmpty()) {
      details.put("quote_entities", PlainFields.ofRecord(entities));
    }
    JsonNode content = replyTo.path("content");
    if (content.isObject()) {
      details.put("content", content(content));
    }
    return details;
  }

  private static Map<String, @Nullable Object> content(JsonNode content) {
    Map<String, @Nullable Object> described = new TreeMap<>();
    described.put("text", MessageText.of(content).text());
    described.put("media", PlainFields.ofRecord(MediaConverter.of(content)));
    return described;
  }
}
