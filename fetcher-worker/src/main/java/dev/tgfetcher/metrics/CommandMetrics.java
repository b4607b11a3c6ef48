package dev.tgfetcher.metrics;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.FetchStarted;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.event.SkipReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times commands. Series with known labels exist from the start. */
final class CommandMetrics implements CommandListener {
  /** Bounds the wait that a sender's timestamp implies; a timer overflows after 292 years. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  /** The outcome in {@code tgf_commands_total} of a payload that is not a command. */
  private static final String MALFORMED = "malformed";

  private static final List<String> EVENTS =
      List.of(
          MessagesFetched.NAME,
          FetchStarted.NAME,
          FetchProgress.NAME,
          FetchSkipped.NAME,
          FetchFailed.NAME,
          CommandDeadLettered.NAME);

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer wait;
  private final LongTaskTimer active;
  private final Counter duplicates;
  private final AtomicLong lastLease = new AtomicLong();

  /** By the lease's token. */
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

  private record Attempt(Instant start, LongTaskTimer.Sample sample) {}

  CommandMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.wait =
        Timer.builder("tgf.command.wait")
            .description("Time from the sending of a command to its first lease")
            .serviceLevelObjectives(Buckets.QUEUE)
            .register(registry);
    this.active =
        LongTaskTimer.builder("tgf.command.active")
            .description("Commands that run now, and for how long")
            .register(registry);
    this.duplicates =
        Counter.builder("tgf.duplicates")
            .description("Days skipped as duplicates")
            .register(registry);
    Gauge.builder(
            "tgf.last.lease.timestamp", lastLease, at -> at.get() == 0 ? Double.NaN : at.get())
        .description("Time of this worker's last lease; NaN before the first")
        .baseUnit("seconds")
        .register(registry);
    registerKnownSeries();
  }

  private void registerKnownSeries() {
    for (Outcome outcome : Outcome.values()) {
      commands(outcome.wireName());
    }
    commands(MALFORMED);
    for (ErrorType type : ErrorType.values()) {
      errors(type);
      retries(type);
      deadLetters(type);
    }
    for (Recovery reason : Recovery.values()) {
      recoveries(reason);
    }
    EVENTS.forEach(this::events);
  }

  @Override
  public void taken(Lease lease) {
    Instant now = clock.instant();
    lastLease.set(now.getEpochSecond());
    if (!lease.ranBefore()) {
      lease.command().sentAt().ifPresent(sent -> wait.record(waited(sent, now)));
    }
    attempts.put(lease.token(), new Attempt(now, active.start()));
  }

  private static Duration waited(Instant sent, Instant now) {
    Duration waited = between(sent, now);
    return waited.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : waited;
  }

  /** Zero for a time in the future: the clocks of senders differ. */
  private static Duration between(Instant sent, Instant now) {
    return sent.isAfter(now) ? Duration.ZERO : Duration.between(sent, now);
  }

  @Override
  public void malformed() {
    commands(MALFORMED).increment();
  }

  @Override
  public void failed(Lease lease, Failure failure, Verdict verdict) {
    errors(failure.type()).increment();
    boolean runsAgain =
        switch (verdict.kind()) {
          case RETRY, DEFER -> true;
          case GIVE_UP, STOP_WORKER, REQUEUE -> false;
        };
    if (runsAgain) {
      retries(failure.type()).increment();
    }
  }

  @Override
  public void abandoned(Lease lease) {
    Attempt attempt = attempts.remove(lease.token());
    if (attempt != null) {
      attempt.sample().stop();
    }
  }

  @Override
  public void settled(Lease lease, Outcome outcome) {
    commands(outcome.wireName()).increment();
    Attempt attempt = attempts.remove(lease.token());
    if (attempt != null) {
      attempt.sample().stop();
      Timer.builder("tgf.command.duration")
          .description("Time from lease to settlement")
          .tag("mode", lease.command().mode().wireName())
          .tag("outcome", outcome.wireName())
          .serviceLevelObjectives(Buckets.WORK)
          .register(registry)
          .record(between(attempt.start(), clock.instant()));
    }
  }

  @Override
  public void recovered(Recovery reason) {
    recoveries(reason).increment();
  }

  @Override
  public void published(String json, Duration took) {
    Event.parse(json).ifPresent(this::published);
  }

  private void published(Event event) {
    events(event.name()).increment();
    if (event instanceof CommandDeadLettered letter) {
      deadLetters(letter.errorType()).increment();
    }
    if (event instanceof FetchSkipped skipped && skipped.reason() == SkipReason.DUPLICATE) {
      duplicates.increment();
    }
  }

  private Counter commands(String outcome) {
    return Counter.builder("tgf.commands")
        .description("Ended leases by outcome, and malformed payloads")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter errors(ErrorType type) {
    return byType("tgf.errors", "Failed attempts", type);
  }

  private Counter retries(ErrorType type) {
    return byType("tgf.retries", "Commands that run again later after a failure", type);
  }

  private Counter deadLetters(ErrorType type) {
    return byType("tgf.dead.letters", "Dead-lettered commands", type);
  }

  private Counter byType(String name, String description, ErrorType type) {
    return Counter.builder(name)
        .description(description)
        .tag("error_type", type.wireName())
        .register(registry);
  }

  private Counter recoveries(Recovery reason) {
    return Counter.builder("tgf.recovered")
        .description("Commands and lease writes that were recovered")
        .tag("reason", reason.wireName())
        .register(registry);
  }

  private Counter events(String name) {
    return Counter.builder("tgf.events.published")
        .description("Events published to Redis")
        .tag("event", name)
        .register(registry);
  }
}
