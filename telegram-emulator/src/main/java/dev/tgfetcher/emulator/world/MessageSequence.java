package dev.tgfetcher.emulator.world;

/** Messages in the order of their ids. */
public interface MessageSequence {
  int count();

  /** The largest id below the given one, or 0. */
  int below(int id);

  /** The smallest id above the given one, or 0. */
  int above(int id);

  /** The smallest id of a message from that second or later, or 0. */
  int firstSince(long epochSecond);
}
