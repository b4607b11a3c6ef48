package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A fact check that Telegram shows below a message.
 *
 * @param country the two letter code of the country whose users see it
 * @param entities the formatted parts of the text
 */
public record FactCheck(String text, String country, List<MessageEntity> entities) {
  public FactCheck {
    requireNonNull(text, "text");
    requireNonNull(country, "country");
    entities = List.copyOf(entities);
  }
}
