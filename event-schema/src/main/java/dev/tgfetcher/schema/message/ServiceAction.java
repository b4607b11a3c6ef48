package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The action that a service message of Telegram reports.
 *
 * @param type TDLib's class in snake case without its prefix, such as {@code chat_change_title}
 * @param details the properties of that type, by snake case name; JSON values only
 */
public record ServiceAction(
    String type, @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(ServiceAction.class);

  public ServiceAction {
    requireNonNull(type, "type");
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }

  public static ServiceAction of(String type) {
    return new ServiceAction(type, Map.of());
  }
}
