package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a rich message.
 *
 * @param blocks its blocks in reading order, as plain JSON values without the description of files
 * @param details the properties that only some rich messages have, such as {@code is_rtl}
 */
public record RichBlocks(
    List<@Nullable Object> blocks,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> details) {

  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(RichBlocks.class);

  public RichBlocks {
    blocks = AdditionalProperties.normalize(blocks);
    details = AdditionalProperties.normalize(details, OWN_NAMES);
  }
}
