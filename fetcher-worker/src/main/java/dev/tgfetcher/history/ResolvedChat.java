package dev.tgfetcher.history;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import org.jspecify.annotations.Nullable;

/**
 * The chat of a command: its id, and its description in the archive.
 *
 * @param joined whether this account is a member; TDLib gets new messages of other chats only while
 *     they are open
 * @param hasReactions whether messages of the chat can have reactions
 * @param generation of the client that has loaded the chat
 */
public record ResolvedChat(
    long chatId, SourceInfo source, boolean joined, boolean hasReactions, int generation) {

  public ResolvedChat {
    requireNonNull(source, "source");
  }

  public boolean isChannel() {
    return source.type() == SourceType.CHANNEL;
  }

  /** The discussion group of a channel; null when it has none. */
  public @Nullable Long linkedChatId() {
    return source.linkedChatId();
  }
}
