package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The budget of a process that shares an account with nobody. Nobody else could probe either, so
 * after a hold it just goes on.
 */
public final class LocalRateLimiter implements RateLimiter {
  private final Map<MethodClass, PermitSchedule> schedules = new EnumMap<>(MethodClass.class);
  private final Map<String, Long> reserved = new HashMap<>();
  private final Supplier<Rates> rates;
  private final int sharers;
  private final LongSupplier nanoTime;

  /**
   * Starts with nothing used.
   *
   * @param rates asked anew for every request
   * @param sharers how many of these may be in use for the account: each takes its part of the rate
   * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
   */
  public LocalRateLimiter(Supplier<Rates> rates, int sharers, LongSupplier nanoTime) {
    this.rates = rates;
    this.sharers = sharers;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized PermitDecision ask(PermitRequest ask) {
    long now = micros();
    PermitSchedule schedule = schedule(ask.method());
    Long moment = reserved.get(ask.id());
    if (moment != null && moment <= now && !schedule.isHeld(now)) {
      reserved.remove(ask.id());
      return new PermitDecision.Granted(false);
    }
    Duration longest = schedule.isHeld(now) ? ask.longest() : ask.patience();
    long wait =
        moment != null && !schedule.isHeld(now)
            ? moment - now
            : schedule.reserve(now, ask.owed(), longest.toNanos() / 1000);
    reserved.remove(ask.id());
    if (wait <= 0) {
      return new PermitDecision.Granted(false);
    }
    Duration duration = Duration.ofNanos(wait * 1000);
    if (duration.compareTo(longest) > 0) {
      return new PermitDecision.TooLong(duration, schedule.isHeld(now));
    }
    reserved.put(ask.id(), now + wait);
    return new PermitDecision.Wait(duration);
  }

  @Override
  public synchronized void giveBack(PermitRequest ask) {
    if (reserved.remove(ask.id()) != null) {
      schedule(ask.method()).giveBack(micros());
    }
  }

  @Override
  public synchronized boolean flood(MethodClass method, Duration wait) {
    return schedule(method).hold(micros(), wait.toNanos() / 1000);
  }

  @Override
  public void passed(MethodClass method) {}

  @Override
  public boolean tryProbe(MethodClass method, Duration patience) {
    return true;
  }

  @Override
  public void endProbe(MethodClass method) {}

  private PermitSchedule schedule(MethodClass method) {
    Rates now = rates.get();
    long interval = now.of(method).intervalMicros() * sharers;
    long recovery = now.recovery().toNanos() / 1000;
    PermitSchedule schedule =
        schedules.computeIfAbsent(method, fresh -> new PermitSchedule(interval, recovery));
    schedule.pace(interval, recovery);
    return schedule;
  }

  private long micros() {
    return nanoTime.getAsLong() / 1000;
  }
}
