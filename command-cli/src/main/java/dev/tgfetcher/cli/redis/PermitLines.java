package dev.tgfetcher.cli.redis;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.ScoredEntry;

/** Reads the lines of requests that wait for permits. */
public final class PermitLines {
  private PermitLines() {}

  /**
   * The requests of an account and class that wait.
   *
   * @param permits the time of each request's permit, by the request's id; not empty
   */
  public record Line(String account, String method, Map<String, Instant> permits) {
    /** Returns the time of the first permit. */
    public Instant next() {
      return permits.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns the time of the last permit. */
    public Instant last() {
      return permits.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /**
   * Reads all lines with a request whose permit is later than this time.
   *
   * @param method of the class; {@code *} for all
   */
  public static List<Line> after(
      Instant time, RedisConnection redis, RedisKeys keys, String method) {
    List<Line> lines = new ArrayList<>();
    redis
        .commands()
        .getKeys()
        .getKeys(KeysScanOptions.defaults().pattern(keys.limitWaiting("*", method)).chunkSize(1000))
        .forEach(
            key -> {
              Map<String, Instant> permits = permits(redis, key, time);
              String[] words = key.split(":", -1);
              if (!permits.isEmpty()) {
                lines.add(new Line(words[1], words[2], permits));
              }
            });
    lines.sort(Comparator.comparing(Line::account).thenComparing(Line::method));
    return lines;
  }

  private static Map<String, Instant> permits(RedisConnection redis, String key, Instant time) {
    Map<String, Instant> permits = new TreeMap<>();
    double micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    for (ScoredEntry<String> entry :
        redis
            .commands()
            .<String>getScoredSortedSet(key, StringCodec.INSTANCE)
            .entryRange(micros, true, Double.POSITIVE_INFINITY, true)) {
      permits.put(
          entry.getValue(), Instant.EPOCH.plus(entry.getScore().longValue(), ChronoUnit.MICROS));
    }
    return permits;
  }
}
