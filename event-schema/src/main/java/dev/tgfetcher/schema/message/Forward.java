package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.json.UtcTimestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a forwarded message.
 *
 * @param fromId the user or chat id of the origin; null when Telegram hides it
 * @param fromName the display name of the origin
 * @param postId the server id of the post in the channel of origin
 * @param date the time of the original message
 */
public record Forward(
    ForwardKind kind,
    @Nullable Long fromId,
    @Nullable String fromName,
    @Nullable Long postId,
    @Nullable String authorSignature,
    @UtcTimestamp Instant date) {

  public Forward {
    requireNonNull(kind, "kind");
    requireNonNull(date, "date");
  }
}
