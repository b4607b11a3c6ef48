package dev.tgfetcher.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records when each of the worker's loops last made progress. */
public final class LivenessTracker {
  private final InstantSource clock;
  private final Map<Thread, Instant> beats = new ConcurrentHashMap<>();

  public LivenessTracker(InstantSource clock) {
    this.clock = clock;
  }

  /** Records progress of the calling thread's loop. */
  public void beat() {
    beats.put(Thread.currentThread(), clock.instant());
  }

  /** Forgets the calling thread, whose loop has ended. */
  public void end() {
    beats.remove(Thread.currentThread());
  }

  /** Returns the longest time that a loop has made no progress; zero without a loop. */
  public Duration silence() {
    Instant now = clock.instant();
    return beats.values().stream()
        .map(beat -> Duration.between(beat, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
