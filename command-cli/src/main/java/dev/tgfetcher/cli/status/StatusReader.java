package dev.tgfetcher.cli.status;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.cli.redis.PermitLines;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.metrics.RequestTotals;
import dev.tgfetcher.queue.QueueCount;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.Pauses;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.redisson.api.options.KeysScanOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Reads the state of the fleet. A second read by the same reader is cheaper than the first.
 *
 * <p>Two parts cost Redis more than the others: a scan of its keys for flood waits and waiting
 * requests, and a count of the dead letters by type. A reader that looks often may repeat them
 * rarely, and never both in one look.
 */
public final class StatusReader {
  private static final LuaScript ERROR_TYPES = LuaScript.beside(StatusReader.class, "error_types");
  private static final int SLICE = 2_500;

  /** The limit of dead letters to count: more, every second, would slow Redis down. */
  private static final int MOST_LETTERS = 10_000;

  /** The fields of a heartbeat that are components of a worker. */
  private static final Set<String> FIELDS =
      Set.of(
          "session",
          "account",
          "current",
          "frozen",
          "requests",
          "health",
          "http",
          "version",
          "beat_at");

  private static final Set<String> NUMBERS = Set.of("in_flight", "outbox", "pid");

  private static final TypeReference<List<FleetStatus.Work>> WORKS = new TypeReference<>() {};
  private static final TypeReference<List<FleetStatus.Frozen>> FROZEN = new TypeReference<>() {};

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final WorkerRegistry registry;
  private final InstantSource clock;
  private final RecentWork work = new RecentWork();
  private final LastSuccesses successes;
  private final Duration rarely;
  private @Nullable ScannedWaits scanned;
  private @Nullable CountedLetters counted;

  public StatusReader(
      RedisConnection redis, RedisKeys keys, WorkerRegistry registry, InstantSource clock) {
    this(redis, keys, registry, clock, Duration.ZERO);
  }

  /**
   * Creates a reader that looks often.
   *
   * @param rarely the time after which a costly part is read again
   */
  public StatusReader(
      RedisConnection redis,
      RedisKeys keys,
      WorkerRegistry registry,
      InstantSource clock,
      Duration rarely) {
    this.rarely = rarely;
    this.redis = redis;
    this.keys = keys;
    this.registry = registry;
    this.clock = clock;
    this.successes = new LastSuccesses(redis, keys, work);
  }

  public FleetStatus read() {
    List<QueueCount> counts = new QueueCounter(redis, keys, registry, clock).count();
    long letters =
        counts.stream()
            .filter(count -> count.place() == QueueCount.Place.FAILED)
            .mapToLong(QueueCount::commands)
            .sum();
    long waiting = counts.stream().mapToLong(QueueCount::commands).sum() - letters;
    List<FleetStatus.Worker> workers = workers();
    List<FleetStatus.Success> lastSuccess = successes.read();
    readCostlyParts(letters);
    ScannedWaits waits = requireNonNull(scanned).asOf(clock.instant());
    CountedLetters types = requireNonNull(counted);
    return new FleetStatus(
        clock.instant(),
        counts.stream().map(StatusReader::place).toList(),
        new Pauses(redis, keys).read().pauses().stream().map(StatusReader::paused).toList(),
        work.until(clock.instant(), waiting),
        workers,
        waits.holds(),
        workers.stream().flatMap(worker -> worker.frozen().stream()).distinct().toList(),
        waits.waiting(),
        RequestTotals.sum(workers.stream().map(FleetStatus.Worker::requests).toList()),
        types.byType(),
        types.counted(),
        lastSuccess);
  }

  private void readCostlyParts(long letters) {
    ScannedWaits known = scanned;
    CountedLetters types = counted;
    Instant now = clock.instant();
    boolean scansNow = known == null || isOld(known.at(), now);
    boolean mayCount = rarely.isZero() || !scansNow;
    if (scansNow) {
      scanned = new ScannedWaits(now, holds(), waiting());
    }
    if (types == null || (mayCount && isOld(types.at(), now))) {
      long newest = Math.min(letters, MOST_LETTERS);
      counted = new CountedLetters(now, errorTypes(newest), newest);
    }
  }

  private boolean isOld(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(rarely) >= 0;
  }

  private static FleetStatus.Place place(QueueCount count) {
    Duration oldest = count.oldestAge();
    return new FleetStatus.Place(
        count.place().wireName(), count.commands(), oldest == null ? null : oldest.toSeconds());
  }

  private static FleetStatus.Paused paused(Pause pause) {
    return new FleetStatus.Paused(
        pause.target().text(),
        pause.who(),
        pause.when(),
        pause.until(),
        pause.why(),
        pause.waiting());
  }

  /** The living workers, in the order of their ids. */
  public List<FleetStatus.Worker> workers() {
    List<FleetStatus.Worker> workers = new ArrayList<>();
    registry.living().forEach((id, state) -> workers.add(worker(id, state)));
    return workers;
  }

  private static FleetStatus.Worker worker(String id, Map<String, String> state) {
    Map<String, Object> details = new TreeMap<>(state);
    details.keySet().removeAll(FIELDS);
    details.replaceAll((name, value) -> NUMBERS.contains(name) ? number(value) : value);
    return new FleetStatus.Worker(
        id,
        state.getOrDefault("session", ""),
        state.getOrDefault("account", ""),
        list(state.getOrDefault("current", "[]"), WORKS),
        list(state.getOrDefault("frozen", "[]"), FROZEN),
        requests(state.getOrDefault("requests", "null")),
        state.getOrDefault("health", ""),
        state.getOrDefault("http", ""),
        state.getOrDefault("version", ""),
        instant(state.getOrDefault("beat_at", "")),
        details);
  }

  private static Object number(Object value) {
    String text = String.valueOf(value);
    return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : value;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException foreign) {
      return null;
    }
  }

  /** Empty if the heartbeat of another version has another format. */
  private static <T> List<T> list(String json, TypeReference<List<T>> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JacksonException foreign) {
      return List.of();
    }
  }

  /** None if the heartbeat of another version has another format. */
  private static RequestTotals requests(String json) {
    try {
      RequestTotals totals = Json.MAPPER.readValue(json, RequestTotals.class);
      return totals == null || totals.classes() == null ? RequestTotals.NONE : totals;
    } catch (JacksonException foreign) {
      return RequestTotals.NONE;
    }
  }

  private List<FleetStatus.Hold> holds() {
    List<FleetStatus.Hold> holds = new ArrayList<>();
    String pattern = keys.floodHold("*", "*");
    redis
        .commands()
        .getKeys()
        .getKeys(KeysScanOptions.defaults().pattern(pattern).chunkSize(1000))
        .forEach(
            key -> {
              long left = redis.commands().getKeys().remainTimeToLive(key);
              List<String> words = Arrays.asList(key.split(":", -1));
              if (left > 0 && words.size() == 3) {
                holds.add(new FleetStatus.Hold(words.get(1), words.get(2), left / 1000.0));
              }
            });
    holds.sort(
        Comparator.comparing(FleetStatus.Hold::account).thenComparing(FleetStatus.Hold::method));
    return holds;
  }

  private List<FleetStatus.Waiting> waiting() {
    return PermitLines.after(RedisTime.now(redis).plusSeconds(1), redis, keys, "*").stream()
        .map(
            line ->
                new FleetStatus.Waiting(
                    line.account(), line.method(), line.permits().size(), line.next(), line.last()))
        .toList();
  }

  /** Counts error types in slices from the end of the list, where the newest letters are. */
  private Map<String, Long> errorTypes(long newest) {
    Map<String, Long> counts = new TreeMap<>();
    for (long from = newest; from > 0; from -= SLICE) {
      List<String> answer =
          redis.evalTexts(
              ERROR_TYPES, List.of(keys.failed()), -from, Math.min(-1, -from + SLICE - 1));
      for (int i = 0; i < answer.size(); i += 2) {
        counts.merge(answer.get(i), Long.parseLong(answer.get(i + 1)), Long::sum);
      }
    }
    return counts;
  }

  /** The work of each minute before the last read, the oldest first. */
  public List<MinuteOfWork> minutes() {
    return work.minutes(clock.instant());
  }

  /** The time from which ages are counted. */
  public Instant now() {
    return clock.instant();
  }
}
