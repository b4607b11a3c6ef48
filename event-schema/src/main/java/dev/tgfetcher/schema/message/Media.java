package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of the media of a message. The file itself is not archived.
 *
 * @param type TDLib's class in snake case without its prefix, such as {@code voice_note}
 * @param size in bytes
 * @param width in pixels
 * @param height in pixels
 * @param duration in seconds
 * @param title the title of a song, a game, a web page or a place
 * @param details the properties that only some types have, by snake case name, such as {@code
 *     performer}, {@code emoji}, {@code latitude}, {@code question}; JSON values only
 */
public record Media(
    String type,
    @Nullable String fileName,
    @Nullable String mimeType,
    @Nullable Long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer duration,
    @Nullable String title,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(Media.class);

  public Media {
    requireNonNull(type, "type");
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }

  /** Media without any property besides its type, such as content of an unknown type. */
  public static Media of(String type) {
    return of(type, Map.of());
  }

  public static Media of(String type, Map<String, ? extends @Nullable Object> details) {
    return new Media(
        type,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        AdditionalProperties.normalize(details, OWN_NAMES));
  }
}
