package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.Pauses;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RList;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.ByteArrayCodec;
import tools.jackson.core.JacksonException;

/**
 * Counts the commands of the fleet in each place, with the age of the first one in line. The age
 * counts from the time at which the command says it was sent, else from its first lease.
 */
public final class QueueCounter {
  private static final LuaScript FIRST_PAYLOAD =
      LuaScript.beside(QueueCounter.class, "first_payload");
  private static final LuaScript FIRST_DELAYED =
      LuaScript.beside(QueueCounter.class, "first_delayed");

  private static final LuaScript PLACE_SIZES = LuaScript.beside(QueueCounter.class, "place_sizes");

  /** A dead letter has a payload of {@link Payload#LONGEST} with escapes, at most. */
  private static final int LONGEST_FIRST = 8 * Payload.LONGEST;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final WorkerRegistry workers;
  private final InstantSource clock;
  private final CommandCounters counters;
  private final ProcessingCounter processing;

  public QueueCounter(
      RedisConnection redis, RedisKeys keys, WorkerRegistry workers, InstantSource clock) {
    this.redis = redis;
    this.keys = keys;
    this.workers = workers;
    this.clock = clock;
    this.counters = new CommandCounters(redis, keys);
    this.processing =
        new ProcessingCounter(redis, keys, workers.pages(ProcessingCounter.PART), this::since);
  }

  /** One count for each place, all of one moment, for an operator. */
  public synchronized List<QueueCount> count() {
    List<String> names = workers.names();
    processing.readAll(names);
    Map<QueueCount.Place, Long> sizes = sizes(names);
    return counts(sizes).stream()
        .map(
            count -> {
              long commands = sizes.getOrDefault(count.place(), count.commands());
              return new QueueCount(
                  count.place(), commands, commands == 0 ? null : count.oldestAge());
            })
        .toList();
  }

  private Map<QueueCount.Place, Long> sizes(List<String> names) {
    List<String> places =
        new ArrayList<>(
            List.of(keys.pending(), keys.low(), keys.delayed(), keys.twins(), keys.failed()));
    names.forEach(name -> places.add(keys.processing(name)));
    List<Long> sizes = redis.evalTexts(PLACE_SIZES, places).stream().map(Long::valueOf).toList();
    return Map.of(
        QueueCount.Place.PENDING, sizes.get(0),
        QueueCount.Place.LOW, sizes.get(1),
        QueueCount.Place.DELAYED, sizes.get(2),
        QueueCount.Place.FAILED, sizes.get(3),
        QueueCount.Place.PROCESSING, sizes.get(4));
  }

  /**
   * One count for each place, for a role. Its cost does not grow with the queue or the fleet: of
   * many workers each call asks the next ones.
   */
  public synchronized List<QueueCount> countNext() {
    processing.readNext();
    return counts(Map.of());
  }

  /** Asks for the sizes that are not known yet. */
  private List<QueueCount> counts(Map<QueueCount.Place, Long> known) {
    return List.of(
        pending(QueueCount.Place.PENDING, keys.pending(), known),
        pending(QueueCount.Place.LOW, keys.low(), known),
        count(QueueCount.Place.PROCESSING, processing.commands(), processing.since()),
        delayed(known),
        paused(),
        failed(known));
  }

  private QueueCount pending(
      QueueCount.Place place, String key, Map<QueueCount.Place, Long> known) {
    RList<byte[]> list = list(key);
    Long size = known.get(place);
    return count(place, size == null ? list.size() : size, Stream.of(first(list)).map(this::since));
  }

  private QueueCount delayed(Map<QueueCount.Place, Long> known) {
    Long size = known.get(QueueCount.Place.DELAYED);
    return count(
        QueueCount.Place.DELAYED,
        size == null ? delayedAndTwins() : size,
        Stream.of(since(firstDelayed())));
  }

  private long delayedAndTwins() {
    RScoredSortedSet<byte[]> set =
        redis.commands().getScoredSortedSet(keys.delayed(), ByteArrayCodec.INSTANCE);
    return (long) set.size() + list(keys.twins()).size();
  }

  /** The commands that wait for the end of a pause; the age is that of the oldest pause. */
  private QueueCount paused() {
    List<Pause> pauses = new Pauses(redis, keys).read().pauses();
    return count(
        QueueCount.Place.PAUSED,
        pauses.stream().mapToLong(Pause::waiting).sum(),
        pauses.stream().map(Pause::when));
  }

  /** The number of dead letters. */
  public int deadLetters() {
    return list(keys.failed()).size();
  }

  private QueueCount failed(Map<QueueCount.Place, Long> known) {
    RList<byte[]> list = list(keys.failed());
    Long size = known.get(QueueCount.Place.FAILED);
    return count(
        QueueCount.Place.FAILED,
        size == null ? list.size() : size,
        Stream.of(failedAt(first(list))));
  }

  private QueueCount count(
      QueueCount.Place place, long commands, Stream<? extends @Nullable Instant> since) {
    Optional<Instant> oldest =
        since.filter(Objects::nonNull).map(i -> (Instant) i).min(Instant::compareTo);
    return new QueueCount(place, commands, oldest.map(this::age).orElse(null));
  }

  private Duration age(Instant since) {
    Duration age = Duration.between(since, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private RList<byte[]> list(String key) {
    return redis.commands().getList(key, ByteArrayCodec.INSTANCE);
  }

  /** The first delayed command; null if there is none, or if it is too long for a command. */
  private byte @Nullable [] firstDelayed() {
    List<byte[]> head = redis.evalBytes(FIRST_DELAYED, List.of(keys.delayed()), LONGEST_FIRST);
    return head.isEmpty() ? null : head.get(0);
  }

  /** The first element; null if there is none, or if it is too long for a command. */
  private byte @Nullable [] first(RList<byte[]> list) {
    List<byte[]> head = redis.evalBytes(FIRST_PAYLOAD, List.of(list.getName()), LONGEST_FIRST);
    return head.isEmpty() ? null : head.get(0);
  }

  private @Nullable Instant since(byte @Nullable [] element) {
    if (element == null) {
      return null;
    }
    return since(Payload.of(element));
  }

  private @Nullable Instant since(Payload payload) {
    return CommandParser.parse(payload.bytes()) instanceof ParsedCommand.Valid valid
        ? valid.command().sentAt().or(() -> counters.firstSeen(payload)).orElse(null)
        : null;
  }

  private static @Nullable Instant failedAt(byte @Nullable [] element) {
    if (element == null) {
      return null;
    }
    try {
      String text = new String(element, StandardCharsets.UTF_8);
      return Instant.parse(Json.MAPPER.readTree(text).path("failed_at").asString(""));
    } catch (JacksonException | DateTimeException foreign) {
      return null;
    }
  }
}
