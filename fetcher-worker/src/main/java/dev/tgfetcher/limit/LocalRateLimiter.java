package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The rate limits of an account within one process. Requests continue after a hold without a probe,
 * as no other process could send one.
 */
public final class LocalRateLimiter implements RateLimiter {
  private final Map<MethodClass, PermitSchedule> schedules = new EnumMap<>(MethodClass.class);

  private final Map<MethodClass, Long> holds = new EnumMap<>(MethodClass.class);

  /** Times of the reserved permits in microseconds, by request id. */
  private final Map<String, Long> reserved = new HashMap<>();

  private final Supplier<RateLimits> rates;
  private final int sharers;
  private final LongSupplier nanoTime;

  /**
   * Creates a limiter with no permits used.
   *
   * @param rates read for every request
   * @param sharers number of limiters that divide the account's rates among them
   * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
   */
  public LocalRateLimiter(Supplier<RateLimits> rates, int sharers, LongSupplier nanoTime) {
    this.rates = rates;
    this.sharers = sharers;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized PermitDecision reserve(PermitRequest request) {
    long now = micros();
    PermitSchedule schedule = schedule(request.method());
    boolean held = schedule.isHeld(now);
    Long permit = reserved.remove(request.id());
    if (permit != null && permit <= now && !held) {
      return new PermitDecision.Granted(false);
    }
    Duration longest = held ? request.maxHold() : request.maxWait();
    long wait =
        permit != null && !held
            ? permit - now
            : schedule.reserve(now, request.owed(), longest.toNanos() / 1000);
    if (wait <= 0) {
      return new PermitDecision.Granted(false);
    }
    Duration duration = Duration.ofNanos(wait * 1000);
    if (duration.compareTo(longest) > 0) {
      return new PermitDecision.TooLong(duration, held);
    }
    reserved.put(request.id(), now + wait);
    return new PermitDecision.Wait(duration);
  }

  @Override
  public synchronized void release(PermitRequest request) {
    if (reserved.remove(request.id()) != null) {
      schedule(request.method()).release(micros());
    }
  }

  @Override
  public synchronized boolean releaseIfLast(PermitRequest request) {
    Long permit = reserved.get(request.id());
    if (permit != null && reserved.values().stream().anyMatch(other -> other > permit)) {
      return false;
    }
    release(request);
    return true;
  }

  @Override
  public synchronized boolean hold(MethodClass method, Duration wait) {
    holds.merge(method, 1L, Long::sum);
    return schedule(method).hold(micros(), wait.toNanos() / 1000);
  }

  @Override
  public synchronized long holds(MethodClass method) {
    return holds.getOrDefault(method, 0L);
  }

  @Override
  public void probeSucceeded(MethodClass method) {}

  @Override
  public boolean lockProbe(MethodClass method, Duration timeout) {
    return true;
  }

  @Override
  public void unlockProbe(MethodClass method) {}

  private PermitSchedule schedule(MethodClass method) {
    RateLimits now = rates.get();
    long interval = now.of(method).intervalMicros() * sharers;
    long recovery = now.recovery().toNanos() / 1000;
    long window = now.of(method).windowMicros();
    PermitSchedule schedule =
        schedules.computeIfAbsent(method, fresh -> new PermitSchedule(interval, recovery, window));
    schedule.changeRate(interval, recovery, window);
    return schedule;
  }

  private long micros() {
    return nanoTime.getAsLong() / 1000;
  }
}
