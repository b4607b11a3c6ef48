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

/** Counts and times commands. Series whose labels are known beforehand exist from the start. */
final class CommandMetrics implements CommandListener {
  /** A sender may say anything; a timer holds no more than 292 years. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  /** In {@code tgf_commands_total}: a payload that was no command never became an attempt. */
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
            .description("From when a command says it was sent to its first lease")
            .serviceLevelObjectives(Buckets.QUEUE)
            .register(registry);
    this.active =
        LongTaskTimer.builder("tgf.command.active")
            .description("Commands in hand, and since when")
            .register(registry);
    this.duplicates =
        Counter.builder("tgf.duplicates")
            .description("Days passed over because they were asked for twice")
            .register(registry);
    Gauge.builder(
            "tgf.last.lease.timestamp", lastLease, at -> at.get() == 0 ? Double.NaN : at.get())
        .description("When this worker took a command last; NaN if it never did")
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

  /** Clocks differ: what was sent in the future did not wait. */
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
  public void settled(Lease lease, Outcome outcome) {
    commands(outcome.wireName()).increment();
    Attempt attempt = attempts.remove(lease.token());
    if (attempt != null) {
      attempt.sample().stop();
      Timer.builder("tgf.command.duration")
          .description("From lease to settlement")
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
        .description("Leases that ended, by how, and payloads that were no commands")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter errors(ErrorType type) {
    return byType("tgf.errors", "Attempts that failed", type);
  }

  private Counter retries(ErrorType type) {
    return byType("tgf.retries", "Commands put back to be run again later", type);
  }

  private Counter deadLetters(ErrorType type) {
    return byType("tgf.dead.letters", "Commands that were given up", type);
  }

  private Counter byType(String name, String description, ErrorType type) {
    return Counter.builder(name)
        .description(description)
        .tag("error_type", type.wireName())
        .register(registry);
  }

  private Counter recoveries(Recovery reason) {
    return Counter.builder("tgf.recovered")
        .description("Commands or steps of commands that were brought back")
        .tag("reason", reason.wireName())
        .register(registry);
  }

  private Counter events(String name) {
    return Counter.builder("tgf.events.published")
        .description("Events that Redis has")
        .tag("event", name)
        .register(registry);
  }
}
