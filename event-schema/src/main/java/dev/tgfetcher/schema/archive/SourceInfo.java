package dev.tgfetcher.schema.archive;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The chat of an archive file.
 *
 * @param id {@code @name}, or {@code channel_<id>} for a chat without a public name
 * @param chatId TDLib's chat id; null in files of version 1.0 only
 * @param linkedChatId the discussion group of a channel
 */
public record SourceInfo(
    String id,
    String title,
    String url,
    SourceType type,
    @Nullable Long chatId,
    @Nullable Long linkedChatId) {

  public SourceInfo {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(url, "url");
    requireNonNull(type, "type");
  }
}
