package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RList;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import tools.jackson.core.JacksonException;

/**
 * Counts the commands of the fleet in each place, and tells how old the first one in line there is:
 * by what it says of when it was sent, else by when a worker first took it.
 */
public final class QueueCounter {
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final WorkerRegistry fleet;
  private final InstantSource clock;

  public QueueCounter(
      RedisConnection redis, RedisKeys keys, WorkerRegistry fleet, InstantSource clock) {
    this.redis = redis;
    this.keys = keys;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** One count for each place. */
  public List<QueueCount> count() {
    return List.of(pending(), processing(), delayed(), failed());
  }

  private QueueCount pending() {
    RList<byte[]> list = list(keys.pending());
    return count(QueueCount.Place.PENDING, list.size(), Stream.of(first(list)).map(this::since));
  }

  private QueueCount processing() {
    long size = 0;
    List<@Nullable Instant> heads = new ArrayList<>();
    for (String worker : fleet.holders()) {
      RList<byte[]> list = list(keys.processing(worker));
      size += list.size();
      heads.add(since(first(list)));
    }
    return count(QueueCount.Place.PROCESSING, size, heads.stream());
  }

  private QueueCount delayed() {
    RScoredSortedSet<byte[]> set =
        redis.commands().getScoredSortedSet(keys.delayed(), ByteArrayCodec.INSTANCE);
    int twins = list(keys.twins()).size();
    return count(QueueCount.Place.DELAYED, set.size() + twins, Stream.of(since(set.first())));
  }

  private QueueCount failed() {
    RList<byte[]> list = list(keys.failed());
    return count(QueueCount.Place.FAILED, list.size(), Stream.of(failedAt(first(list))));
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

  private static byte @Nullable [] first(RList<byte[]> list) {
    List<byte[]> head = list.range(0, 0);
    return head.isEmpty() ? null : head.get(0);
  }

  private @Nullable Instant since(byte @Nullable [] element) {
    if (element == null) {
      return null;
    }
    Payload payload = Payload.of(element);
    return CommandParser.parse(payload.bytes()) instanceof ParsedCommand.Valid valid
        ? valid.command().sentAt().orElseGet(() -> firstSeen(payload))
        : null;
  }

  private @Nullable Instant firstSeen(Payload payload) {
    String millis =
        redis
            .commands()
            .<String, String>getMap(keys.meta(payload.sha256()), StringCodec.INSTANCE)
            .get("first_seen");
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
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
