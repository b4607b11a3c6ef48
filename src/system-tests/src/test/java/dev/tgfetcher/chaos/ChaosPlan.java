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
 * The schedule of a chaos run. The same seed gives the same plan.
 *
 * @param workers the number of workers at a time
 * @param commands the number of commands in the whole run
 * @param span the time in which faults happen
 * @param everySecond whether Redis syncs its file every second, and not at every command
 * @param faults in the order of time
 */
record ChaosPlan(
    long seed, int workers, int commands, Duration span, boolean everySecond, List<Fault> faults) {

  ChaosPlan {
    faults = List.copyOf(faults);
  }

  /** A short plan with every kind of fault, for every build. A run takes about three minutes. */
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
    counts.put(Kind.WORKER_CLOCK, 2);
    counts.put(Kind.REDIS_SLOW, 1);
    counts.put(Kind.DISK_FULL, 1);
    counts.put(Kind.OUTBOX_DAMAGE, 1);
    return of(seed, 3, 120, Duration.ofSeconds(110), false, counts);
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
    counts.put(Kind.WORKER_CLOCK, 20);
    counts.put(Kind.REDIS_PAUSE, 2);
    counts.put(Kind.REDIS_SLOW, 10);
    counts.put(Kind.DISK_FULL, 8);
    counts.put(Kind.OUTBOX_DAMAGE, 6);
    return of(seed, 4, 1_000, Duration.ofMinutes(14), false, counts);
  }

  /** Power cuts and clock steps of a Redis with {@code appendfsync everysec}. */
  static ChaosPlan everySecond(long seed) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    counts.put(Kind.REDIS_POWER_CUT, 16);
    counts.put(Kind.REDIS_CLOCK, 8);
    counts.put(Kind.KILL, 8);
    counts.put(Kind.TELEGRAM_ERROR, 8);
    return of(seed, 3, 400, Duration.ofMinutes(4), true, counts);
  }

  static ChaosPlan of(
      long seed,
      int workers,
      int commands,
      Duration span,
      boolean everySecond,
      Map<Kind, Integer> counts) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    counts.forEach((kind, count) -> faults.addAll(spread(kind, count, span, workers, random)));
    faults.sort(Comparator.comparingLong(Fault::atMillis));
    return new ChaosPlan(seed, workers, commands, span, everySecond, faults);
  }

  /**
   * Spreads the faults of one kind over equal parts of the time. All of them end within the span.
   */
  private static List<Fault> spread(
      Kind kind, int count, Duration span, int workers, Random random) {
    List<Fault> faults = new ArrayList<>();
    long part = (span.toMillis() - kind.longest) / count;
    for (int i = 0; i < count; i++) {
      long at = i * part + random.nextLong(part);
      long millis = kind.shortest + random.nextLong(kind.longest - kind.shortest + 1);
      faults.add(new Fault(at, kind, random.nextInt(workers), millis));
    }
    return faults;
  }
}
