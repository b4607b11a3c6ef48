package dev.tgfetcher.emulator.world;

import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.IntToLongFunction;

/** A sequence in memory. */
final class SortedIds implements MessageSequence {
  private final ConcurrentSkipListSet<Integer> ids = new ConcurrentSkipListSet<>();
  private final IntToLongFunction dateOf;

  /**
   * @param dateOf returns the epoch second of an id in the sequence
   */
  SortedIds(IntToLongFunction dateOf) {
    this.dateOf = dateOf;
  }

  void add(int id) {
    ids.add(id);
  }

  void remove(int id) {
    ids.remove(id);
  }

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public int below(int id) {
    return Objects.requireNonNullElse(ids.lower(id), 0);
  }

  @Override
  public int above(int id) {
    return Objects.requireNonNullElse(ids.higher(id), 0);
  }

  @Override
  public int firstSince(long epochSecond) {
    for (int id : ids) {
      if (dateOf.applyAsLong(id) >= epochSecond) {
        return id;
      }
    }
    return 0;
  }
}
