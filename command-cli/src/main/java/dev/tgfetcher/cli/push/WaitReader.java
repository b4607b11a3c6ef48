package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.redis.PermitLines;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Finds out why and until when deferred commands wait. A command that waits for its turn to look up
 * a name goes on at the time of that permit; another one when its delay ends.
 */
final class WaitReader {
  private final RedisConnection redis;
  private final RedisKeys keys;

  WaitReader(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * Reads the wait of these commands.
   *
   * @param counters of each command, as {@code settle.lua} writes them
   * @return null if none of the commands is deferred
   */
  @Nullable TrackedWait read(Map<TrackedCommand, Map<String, String>> counters) {
    Map<TrackedCommand, String> reasons = new LinkedHashMap<>();
    counters.forEach(
        (command, fields) -> {
          if (isDeferred(fields)) {
            reasons.put(command, reason(fields.getOrDefault("last_error", "")));
          }
        });
    if (reasons.isEmpty()) {
      return null;
    }
    List<PermitLines.Line> lines =
        PermitLines.after(RedisTime.now(redis), redis, keys, MethodClass.RESOLVE.wireName());
    Map<TrackedCommand, Instant> ends = new LinkedHashMap<>();
    for (TrackedCommand command : reasons.keySet()) {
      Instant end = end(command, lines);
      if (end != null) {
        ends.put(command, end);
      }
    }
    return ends.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(
            first ->
                new TrackedWait(
                    ends.size(), reasons.getOrDefault(first.getKey(), ""), first.getValue()))
        .orElse(null);
  }

  private static boolean isDeferred(Map<String, String> fields) {
    return "defer".equals(fields.get("settled_as")) && !fields.containsKey("held_in");
  }

  /** The time that is left in the message was right when the command was deferred. */
  private static String reason(String error) {
    return error.replaceAll(" for another \\d+ s", "");
  }

  private @Nullable Instant end(TrackedCommand command, List<PermitLines.Line> lines) {
    Instant permit =
        command.command().chat() instanceof ChatRef.Username username
            ? lines.stream()
                .map(line -> line.permits().get(username.name()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null)
            : null;
    return permit != null ? permit : delayEnd(command);
  }

  private @Nullable Instant delayEnd(TrackedCommand command) {
    RScoredSortedSet<byte[]> delayed =
        redis.commands().getScoredSortedSet(keys.delayed(), ByteArrayCodec.INSTANCE);
    Double millis = delayed.getScore(command.payload().getBytes(StandardCharsets.UTF_8));
    return millis == null ? null : Instant.ofEpochMilli(millis.longValue());
  }
}
