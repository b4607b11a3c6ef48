package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A formatted part of a message's text.
 *
 * @param type TDLib's class in snake case without its prefix, such as {@code text_url}
 * @param offset in UTF-16 code units
 * @param length in UTF-16 code units
 * @param details the properties that only some types have, such as {@code custom_emoji_id}
 */
public record MessageEntity(
    String type,
    int offset,
    int length,
    @Nullable String url,
    @Nullable Long userId,
    @Nullable String language,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(MessageEntity.class);

  public MessageEntity {
    requireNonNull(type, "type");
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "offset and length must not be negative: " + offset + ", " + length);
    }
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }

  /** An entity without any property besides type and place. */
  public static MessageEntity of(String type, int offset, int length) {
    return new MessageEntity(type, offset, length, null, null, null, Map.of());
  }
}
