package dev.tgfetcher.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records when each of the worker's loops last made progress:
 *
 * <ol>
 *   <li>{@link #begin} starts a loop, such as that of a processor, under its name;
 *   <li>{@link #beat} records progress of the loop that the calling thread works for. A thread that
 *       a loop's thread starts works for the same loop, and leaves nothing behind when it ends;
 *   <li>{@link Loop#close} ends the loop.
 * </ol>
 */
public final class LivenessTracker {
  /** The loop that a thread works for, and the threads that it starts. */
  private static final InheritableThreadLocal<@Nullable Loop> CURRENT =
      new InheritableThreadLocal<>();

  private final InstantSource clock;
  private final Map<String, Instant> beats = new ConcurrentHashMap<>();

  /** The time for which a loop has made no progress. */
  public record Silence(String loop, Duration time) {}

  /** A loop that runs; its end is {@link #close}. */
  public final class Loop implements AutoCloseable {
    private final String name;

    private Loop(String name) {
      this.name = name;
    }

    /** Records progress. After the end of the loop it does nothing. */
    public void beat() {
      beats.computeIfPresent(name, (loop, former) -> clock.instant());
    }

    @Override
    public void close() {
      beats.remove(name);
      CURRENT.remove();
    }
  }

  public LivenessTracker(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins a loop on the calling thread, which also ends it.
   *
   * @param name no other loop that runs has it
   */
  public Loop begin(String name) {
    Loop loop = new Loop(name);
    beats.put(name, clock.instant());
    CURRENT.set(loop);
    return loop;
  }

  /** Records progress of the loop that the calling thread works for, if there is one. */
  public static void beat() {
    Loop loop = CURRENT.get();
    if (loop != null) {
      loop.beat();
    }
  }

  /** Returns the loop that has made no progress for the longest time; empty without a loop. */
  public Optional<Silence> longestSilence() {
    Instant now = clock.instant();
    return beats.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(last -> new Silence(last.getKey(), Duration.between(last.getValue(), now)));
  }
}
