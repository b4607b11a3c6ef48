package dev.tgfetcher.emulator.world;

/** Generates the messages of a chat. Each call for an id returns an equal message. */
interface MessageGenerator {
  int count();

  /** The epoch second of a message, from 1 to {@link #count}. */
  long dateOf(int id);

  Message message(int id);

  /** The last message of a thread; the root itself if it has no comments. */
  default int lastOfThread(int rootId) {
    return rootId;
  }

  /** The root of a post's comments, or 0. */
  default int rootOf(int postId) {
    return 0;
  }
}
