package dev.tgfetcher.emulator.world;

import java.util.List;

/** A sequence of random numbers that depends only on a seed and an id. */
final class SeededRandom {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  SeededRandom(long seed, long id) {
    state = mixed(seed * STEP + id);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  int nextInt(int bound) {
    state += STEP;
    return (int) Long.remainderUnsigned(mixed(state), bound);
  }

  /** Returns true once in {@code n} calls, on average. */
  boolean oneIn(int n) {
    return nextInt(n) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(nextInt(choices.size()));
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
