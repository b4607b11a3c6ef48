package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A restriction that Telegram puts on a message.
 *
 * @param reason {@code sensitive} when the media must be hidden at first, else {@code restricted}
 * @param text Telegram's description of the reason; null when it gives none
 */
public record Restriction(String reason, @Nullable String text) {
  public static final String SENSITIVE = "sensitive";
  public static final String RESTRICTED = "restricted";

  public Restriction {
    requireNonNull(reason, "reason");
  }
}
