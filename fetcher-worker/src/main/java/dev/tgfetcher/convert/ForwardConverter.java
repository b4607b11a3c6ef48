package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the origin of a forwarded or imported message. */
final class ForwardConverter {
  private final OriginConverter origins;

  ForwardConverter(OriginConverter origins) {
    this.origins = origins;
  }

  /** The origin; null for a message that is neither forwarded nor imported. */
  @Nullable Forward of(JsonNode message) throws InterruptedException {
    JsonNode forward = message.path("forward_info");
    if (forward.isObject()) {
      return forwarded(origins.of(forward.path("origin")), date(forward));
    }
    JsonNode imported = message.path("import_info");
    return imported.isObject() ? imported(imported) : null;
  }

  private static Forward forwarded(Reply.Origin origin, Instant date) {
    return new Forward(
        origin.kind(),
        origin.fromId(),
        origin.fromName(),
        origin.postId(),
        origin.authorSignature(),
        date);
  }

  private static Forward imported(JsonNode info) {
    String name = TdFields.stringOrNull(info, "sender_name");
    return new Forward(ForwardKind.IMPORT, null, name, null, null, date(info));
  }

  private static Instant date(JsonNode info) {
    return Instant.ofEpochSecond(TdFields.number(info, "date"));
  }
}
