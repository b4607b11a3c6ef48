package dev.tgfetcher.emulator.world;

import java.util.List;

/** Numbers that follow from a seed and an id alone, the next at each throw. */
final class SeededRandom {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  SeededRandom(long seed, long id) {
    state = mixed(seed * STEP + id);
  }

  /** From 0 to one less than the number of sides. */
  int roll(int sides) {
    state += STEP;
    return (int) Long.remainderUnsigned(mixed(state), sides);
  }

  boolean oneIn(int sides) {
    return roll(sides) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(roll(choices.size()));
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
