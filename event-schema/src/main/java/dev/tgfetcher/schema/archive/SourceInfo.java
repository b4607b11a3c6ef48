package dev.tgfetcher.schema.archive;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The chat of an archive file.
 *
 * @param id {@code @name}, or for a chat without a public name {@code channel_<id>}, {@code
 *     chat_<id>} for a basic group, {@code user_<id>} for a private chat
 * @param chatId TDLib's chat id; null in files of version 1.0 only
 * @param linkedChatId the discussion group of a channel
 * @param upgradedFromChatId the basic group that was upgraded to this supergroup
 */
public record SourceInfo(
    String id,
    String title,
    String url,
    SourceType type,
    @Nullable Long chatId,
    @Nullable Long linkedChatId,
    @Nullable Long upgradedFromChatId) {

  public SourceInfo {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(url, "url");
    requireNonNull(type, "type");
  }
}
