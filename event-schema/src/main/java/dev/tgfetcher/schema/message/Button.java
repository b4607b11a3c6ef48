package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A button below a message.
 *
 * @param type TDLib's class in snake case without its prefix, such as {@code callback}
 * @param details the properties that only some types have, such as {@code data}
 */
public record Button(
    String text,
    String type,
    @Nullable String url,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(Button.class);

  public Button {
    requireNonNull(text, "text");
    requireNonNull(type, "type");
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }
}
