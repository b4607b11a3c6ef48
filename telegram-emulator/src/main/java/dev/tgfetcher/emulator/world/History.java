package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** All messages of a chat. Dates never fall as ids rise. */
public interface History extends MessageSequence {
  /** Returns a message, or null if it does not exist or was deleted. */
  @Nullable Message find(int id);

  /** The messages of a thread, without its root; empty if there are none. */
  MessageSequence thread(int rootId);

  /** In a discussion group: the id of the root of a post's comments, or 0. */
  int rootOf(int postId);

  /** Adds a message, or replaces the message with the same id. */
  void put(Message message);

  void remove(int id);
}
