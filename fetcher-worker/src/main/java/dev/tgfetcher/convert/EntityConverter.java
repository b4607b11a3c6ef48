package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts the entities of a {@code formattedText}. Offsets count UTF-16 units, in TDLib and in the
 * archive.
 */
final class EntityConverter {
  private static final String PREFIX = "textEntityType";
  private static final Set<String> ARCHIVED_FIELDS = Set.of("url", "user_id", "language");

  private EntityConverter() {}

  static List<MessageEntity> of(JsonNode formattedText) {
    return formattedText.path("entities").valueStream().map(EntityConverter::entity).toList();
  }

  private static MessageEntity entity(JsonNode entity) {
    JsonNode type = entity.path("type");
    Map<String, @Nullable Object> details = PlainFields.of(type, ARCHIVED_FIELDS);
    return new MessageEntity(
        TypeName.of(type, PREFIX),
        entity.path("offset").asInt(0),
        entity.path("length").asInt(0),
        TdFields.stringOrNull(type, "url"),
        TdFields.numberOrNull(type, "user_id"),
        TdFields.stringOrNull(type, "language"),
        details);
  }
}
