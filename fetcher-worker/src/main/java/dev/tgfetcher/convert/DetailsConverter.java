package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.FactCheck;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.Restriction;
import dev.tgfetcher.telegram.TdFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the members of a message that version 1.2 added. */
final class DetailsConverter {
  private final ReplyConverter replies;

  DetailsConverter(OriginConverter origins) {
    this.replies = new ReplyConverter(origins);
  }

  MessageDetails of(JsonNode message) throws InterruptedException {
    return new MessageDetails(
        replies.of(message),
        ButtonConverter.of(message),
        factCheck(message.path("fact_check")),
        restriction(message.path("restriction_info")),
        TdFields.numberOrNull(message, "paid_message_star_count"),
        TdFields.stringOrNull(message, "sender_tag"),
        digits(message, "effect_id"),
        !message.path("can_be_saved").asBoolean(true),
        RichConverter.of(message.path("content")),
        ExtraFields.of(message));
  }

  private static @Nullable FactCheck factCheck(JsonNode check) {
    return check.isObject()
        ? new FactCheck(
            TdFields.string(check.path("text"), "text"),
            TdFields.string(check, "country_code"),
            EntityConverter.of(check.path("text")))
        : null;
  }

  private static @Nullable Restriction restriction(JsonNode info) {
    if (!info.isObject()) {
      return null;
    }
    boolean isSensitive = info.path("has_sensitive_content").asBoolean(false);
    return new Restriction(
        isSensitive ? Restriction.SENSITIVE : Restriction.RESTRICTED,
        TdFields.stringOrNull(info, "restriction_reason"));
  }

  private static @Nullable String digits(JsonNode message, String field) {
    long id = TdFields.number(message, field);
    return id == 0 ? null : Long.toString(id);
  }
}
