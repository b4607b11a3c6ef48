package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import dev.tgfetcher.schema.json.UtcTimestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message that a message replies to.
 *
 * @param chatId the chat of the replied message; null when Telegram hides it
 * @param messageId the server id of the replied message; null when Telegram hides it
 * @param quote the quoted part of the replied message's text
 * @param quotePosition the place of the quote in that text, in UTF-16 code units
 * @param isManualQuote whether the sender selected the quote
 * @param origin the origin of a replied message of another chat
 * @param date the time of a replied message of another chat
 * @param details the properties that only some replies have, such as {@code poll_option_id}
 */
public record Reply(
    @Nullable Long chatId,
    @Nullable Long messageId,
    @Nullable String quote,
    @Nullable Integer quotePosition,
    boolean isManualQuote,
    @Nullable Origin origin,
    @Nullable @UtcTimestamp Instant date,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(Reply.class);

  public Reply {
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }

  /** A reply without a quote to a message of a known chat. */
  public static Reply to(long chatId, long messageId) {
    return new Reply(chatId, messageId, null, null, false, null, null, Map.of());
  }

  /**
   * The origin of a replied message.
   *
   * @param fromId the user or chat id of the origin; null when Telegram hides it
   * @param fromName the display name of the origin
   * @param postId the server id of the post in the channel of origin
   */
  public record Origin(
      ForwardKind kind,
      @Nullable Long fromId,
      @Nullable String fromName,
      @Nullable Long postId,
      @Nullable String authorSignature) {}
}
