package dev.tgfetcher.convert;

import org.jspecify.annotations.Nullable;

/** Tells what users and chats are called. */
@FunctionalInterface
public interface NameLookup {

  /** The display name of a user (positive id) or chat (negative); null when Telegram has none. */
  @Nullable String nameOf(long id) throws InterruptedException;
}
