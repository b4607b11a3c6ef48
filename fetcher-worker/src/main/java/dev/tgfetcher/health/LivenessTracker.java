package dev.tgfetcher.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each of the worker's loops last did something. */
public final class LivenessTracker {
  private final InstantSource clock;
  private final Map<Thread, Instant> beats = new ConcurrentHashMap<>();

  public LivenessTracker(InstantSource clock) {
    this.clock = clock;
  }

  /** This thread's loop goes round, or gets on with its work. */
  public void beat() {
    beats.put(Thread.currentThread(), clock.instant());
  }

  /** This thread's loop is over. */
  public void end() {
    beats.remove(Thread.currentThread());
  }

  /** How long the loop that is silent for longest has been so; zero when there is none. */
  public Duration silence() {
    Instant now = clock.instant();
    return beats.values().stream()
        .map(beat -> Duration.between(beat, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
