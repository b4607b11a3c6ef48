package dev.tgfetcher.comment;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A channel's post with the numbers that decide how to read its comments.
 *
 * @param id the server id
 * @param replies how many comments it has; {@link #UNKNOWN} when Telegram does not show the number
 * @param lastReply server id of its newest comment, in the discussion group; 0 when unknown
 */
public record ChannelPost(long id, Instant date, int replies, long lastReply) {
  static final int UNKNOWN = -1;

  /** Reads a TDLib message. TDLib hides the numbers of a post with buttons. */
  public static ChannelPost of(JsonNode message) {
    JsonNode info = message.path("interaction_info").path("reply_info");
    int hidden = message.path("reply_markup").isObject() ? UNKNOWN : 0;
    return new ChannelPost(
        TdFields.serverId(TdFields.number(message, "id")),
        Instant.ofEpochSecond(TdFields.number(message, "date")),
        info.isObject() ? info.path("reply_count").asInt(0) : hidden,
        TdFields.serverId(TdFields.number(info, "last_message_id")));
  }

  boolean mayHaveComments() {
    return replies != 0;
  }

  boolean hasComments() {
    return replies > 0;
  }
}
