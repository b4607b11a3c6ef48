package dev.tgfetcher.comment;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What there is to know of a channel's post before its comments are read.
 *
 * @param id the server's id
 * @param replies how many comments it has; {@link #UNKNOWN} when Telegram does not show the number
 * @param lastReply server id, in the discussion group, of its newest comment; 0 when unknown
 */
public record ChannelPost(long id, Instant date, int replies, long lastReply) {
  static final int UNKNOWN = -1;

  /** The numbers of a post with buttons are hidden by TDLib, though it may have comments. */
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
