package dev.tgfetcher.convert;

import org.jspecify.annotations.Nullable;

/** Looks up the names of users and chats. */
@FunctionalInterface
public interface NameLookup {

  /** The display name of a user (positive id) or chat (negative); null when Telegram has none. */
  @Nullable String nameOf(long id) throws InterruptedException;
}
