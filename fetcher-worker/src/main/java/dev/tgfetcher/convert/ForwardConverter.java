package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the origin of a forwarded or imported message. */
final class ForwardConverter {
  private final NameLookup names;

  ForwardConverter(NameLookup names) {
    this.names = names;
  }

  /** The origin; null for a message that is neither forwarded nor imported. */
  @Nullable Forward of(JsonNode message) throws InterruptedException {
    JsonNode forward = message.path("forward_info");
    if (forward.isObject()) {
      return forwarded(forward.path("origin"), date(forward));
    }
    JsonNode imported = message.path("import_info");
    return imported.isObject()
        ? named(ForwardKind.IMPORT, TdFields.stringOrNull(imported, "sender_name"), date(imported))
        : null;
  }

  private Forward forwarded(JsonNode origin, Instant date) throws InterruptedException {
    return switch (TdFields.type(origin)) {
      case "messageOriginUser" -> known(ForwardKind.USER, origin, "sender_user_id", date);
      case "messageOriginChat" -> known(ForwardKind.CHAT, origin, "sender_chat_id", date);
      case "messageOriginChannel" -> known(ForwardKind.CHANNEL, origin, "chat_id", date);
      default -> named(ForwardKind.HIDDEN_USER, TdFields.stringOrNull(origin, "sender_name"), date);
    };
  }

  private Forward known(ForwardKind kind, JsonNode origin, String idField, Instant date)
      throws InterruptedException {
    Long id = TdFields.numberOrNull(origin, idField);
    return new Forward(
        kind,
        id,
        id == null ? null : names.nameOf(id),
        TdFields.serverIdOrNull(origin, "message_id"),
        TdFields.stringOrNull(origin, "author_signature"),
        date);
  }

  private static Forward named(ForwardKind kind, @Nullable String name, Instant date) {
    return new Forward(kind, null, name, null, null, date);
  }

  private static Instant date(JsonNode info) {
    return Instant.ofEpochSecond(TdFields.number(info, "date"));
  }
}
