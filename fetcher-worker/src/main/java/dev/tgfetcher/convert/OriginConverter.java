package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.telegram.TdFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts TDLib's {@code MessageOrigin} of a forwarded or of a replied message. */
final class OriginConverter {
  private final NameLookup names;

  OriginConverter(NameLookup names) {
    this.names = names;
  }

  Reply.Origin of(JsonNode origin) throws InterruptedException {
    return switch (TdFields.type(origin)) {
      case "messageOriginUser" -> known(ForwardKind.USER, origin, "sender_user_id");
      case "messageOriginChat" -> known(ForwardKind.CHAT, origin, "sender_chat_id");
      case "messageOriginChannel" -> known(ForwardKind.CHANNEL, origin, "chat_id");
      default ->
          new Reply.Origin(
              ForwardKind.HIDDEN_USER,
              null,
              TdFields.stringOrNull(origin, "sender_name"),
              null,
              null);
    };
  }

  private Reply.Origin known(ForwardKind kind, JsonNode origin, String idField)
      throws InterruptedException {
    Long id = TdFields.numberOrNull(origin, idField);
    @Nullable String name = id == null ? null : names.nameOf(id);
    return new Reply.Origin(
        kind,
        id,
        name,
        TdFields.serverIdOrNull(origin, "message_id"),
        TdFields.stringOrNull(origin, "author_signature"));
  }
}
