package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is going to happen, all of it drawn from a seed: the same seed is the same plan.
 *
 * @param workers alive at a time
 * @param commands pushed in all
 * @param span from the first blow to the last
 * @param blows in the order of time
 */
record ChaosPlan(long seed, int workers, int commands, Duration span, List<Fault> blows) {

  ChaosPlan {
    blows = List.copyOf(blows);
  }

  /** A short one with every kind of blow, for every build: three minutes with what is around. */
  static ChaosPlan brief(long seed) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    counts.put(Kind.KILL, 6);
    counts.put(Kind.TERM, 3);
    counts.put(Kind.PAUSE, 1);
    counts.put(Kind.INTERRUPT, 5);
    counts.put(Kind.REDIS_KILL, 2);
    counts.put(Kind.REDIS_AWAY, 1);
    counts.put(Kind.REDIS_STALL, 2);
    counts.put(Kind.REDIS_CUT, 2);
    counts.put(Kind.REDIS_DROP, 2);
    counts.put(Kind.TELEGRAM_DROP, 3);
    counts.put(Kind.TELEGRAM_ERROR, 3);
    counts.put(Kind.TELEGRAM_FLOOD, 3);
    return of(seed, 3, 120, Duration.ofSeconds(110), counts);
  }

  /** 100 kills and 20 Redis restarts. */
  static ChaosPlan full(long seed) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    counts.put(Kind.KILL, 100);
    counts.put(Kind.TERM, 20);
    counts.put(Kind.PAUSE, 6);
    counts.put(Kind.INTERRUPT, 40);
    counts.put(Kind.REDIS_KILL, 18);
    counts.put(Kind.REDIS_AWAY, 2);
    counts.put(Kind.REDIS_STALL, 10);
    counts.put(Kind.REDIS_CUT, 20);
    counts.put(Kind.REDIS_DROP, 20);
    counts.put(Kind.TELEGRAM_DROP, 30);
    counts.put(Kind.TELEGRAM_ERROR, 30);
    counts.put(Kind.TELEGRAM_FLOOD, 20);
    return of(seed, 4, 1_000, Duration.ofMinutes(14), counts);
  }

  static ChaosPlan of(
      long seed, int workers, int commands, Duration span, Map<Kind, Integer> counts) {
    Random random = new Random(seed);
    List<Fault> blows = new ArrayList<>();
    counts.forEach((kind, count) -> blows.addAll(spread(kind, count, span, workers, random)));
    blows.sort(Comparator.comparingLong(Fault::atMillis));
    return new ChaosPlan(seed, workers, commands, span, blows);
  }

  /**
   * One in each part of the time, so that blows of a kind do not all fall at once, and all of them
   * over at the end.
   */
  private static List<Fault> spread(
      Kind kind, int count, Duration span, int workers, Random random) {
    List<Fault> blows = new ArrayList<>();
    long part = (span.toMillis() - kind.longest) / count;
    for (int i = 0; i < count; i++) {
      long at = i * part + random.nextLong(part);
      long millis = kind.shortest + random.nextLong(kind.longest - kind.shortest + 1);
      blows.add(new Fault(at, kind, random.nextInt(workers), millis));
    }
    return blows;
  }
}
