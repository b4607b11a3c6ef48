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
 * @param hidden earlier messages that the chat hides or may hide from this account; null for none
 * @param generation of the client that has loaded the chat
 */
public record ResolvedChat(
    long chatId,
    SourceInfo source,
    boolean joined,
    @Nullable HiddenHistory hidden,
    int generation) {
  private static final long SUPERGROUPS_BELOW = -1_000_000_000_000L;

  public ResolvedChat {
    requireNonNull(source, "source");
  }

  public boolean isChannel() {
    return source.type() == SourceType.CHANNEL;
  }

  /**
   * Whether the chat counts its own message ids, as supergroups and channels do. The messages of
   * all other chats of an account share their ids.
   */
  public boolean hasOwnIds() {
    return chatId < SUPERGROUPS_BELOW;
  }

  /** The discussion group of a channel; null when it has none. */
  public @Nullable Long linkedChatId() {
    return source.linkedChatId();
  }

  /** The basic group that was upgraded to this supergroup; null for none. */
  public @Nullable Long upgradedFromChatId() {
    return source.upgradedFromChatId();
  }
}
