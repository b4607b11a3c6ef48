package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** All messages of a chat. Dates never fall as ids rise. */
public interface History extends MessageSequence {
  /** Null when there is no such message, or not any more. */
  @Nullable Message find(int id);

  /** The messages under a root, without the root itself; empty when it has none. */
  MessageSequence thread(int rootId);

  /** In a discussion group: the root of a post's comments, or 0. */
  int rootOf(int postId);

  /** Adds a message, or replaces the one of the same id. */
  void put(Message message);

  void remove(int id);
}
