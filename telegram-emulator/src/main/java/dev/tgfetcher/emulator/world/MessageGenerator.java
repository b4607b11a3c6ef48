package dev.tgfetcher.emulator.world;

/** Where a generated chat's messages come from: each can be made again at any time. */
interface MessageGenerator {
  int count();

  /** The epoch second of one of the messages 1 to {@link #count}. */
  long dateOf(int id);

  Message message(int id);

  /** The last message of the thread that begins with this one; the id itself for none. */
  default int lastOfThread(int rootId) {
    return rootId;
  }

  /** The root of a post's comments, or 0. */
  default int rootOf(int postId) {
    return 0;
  }
}
