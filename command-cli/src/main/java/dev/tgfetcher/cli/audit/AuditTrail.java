package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.queue.LuaScript;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.RedisKeys;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.redisson.api.RStream;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/**
 * What operators changed, in a stream that the program never trims. Every verb that changes
 * something adds an entry when it is done, also when it was interrupted or failed on the way.
 */
public record AuditTrail(RedisConnection redis, RedisKeys keys) {
  private static final LuaScript RECORD = LuaScript.beside(AuditTrail.class, "record");
  private static final int PAGE = 1_000;

  /**
   * Adds an entry.
   *
   * @param who who did it
   * @param action what was done, such as {@code dlq replay}
   * @param filter what it was to act on, in the words of the command line; empty for nothing
   * @param count how many things were changed
   * @param result {@code done}, or how it ended before that
   */
  public void record(String who, String action, String filter, long count, String result) {
    redis.number(
        RECORD,
        List.of(keys.audit()),
        UUID.randomUUID(),
        "who",
        who,
        "action",
        action,
        "filter",
        filter,
        "count",
        count,
        "at",
        RedisTime.now(redis),
        "result",
        result);
  }

  /**
   * The newest entries that are wanted, the newest one first.
   *
   * @param since nothing older
   */
  public List<AuditEntry> newest(Instant since, Predicate<AuditEntry> wanted, long limit) {
    RStream<String, String> stream = redis.commands().getStream(keys.audit(), StringCodec.INSTANCE);
    List<AuditEntry> found = new ArrayList<>();
    StreamMessageId oldest = new StreamMessageId(Math.max(0, since.toEpochMilli()), 0);
    StreamMessageId next = StreamMessageId.MAX;
    Map<StreamMessageId, Map<String, String>> page;
    do {
      page = stream.rangeReversed(StreamRangeArgs.startId(next).endId(oldest).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> stored : page.entrySet()) {
        AuditEntry entry = read(stored.getKey(), stored.getValue());
        if (found.size() < limit && wanted.test(entry)) {
          found.add(entry);
        }
        next = before(stored.getKey());
      }
    } while (page.size() == PAGE && found.size() < limit);
    return found;
  }

  /** What somebody else wrote is shown as far as it goes. */
  private static AuditEntry read(StreamMessageId id, Map<String, String> fields) {
    return new AuditEntry(
        fields.getOrDefault("who", ""),
        fields.getOrDefault("action", ""),
        fields.getOrDefault("filter", ""),
        number(fields.getOrDefault("count", "0")),
        instant(fields.getOrDefault("at", ""), id),
        fields.getOrDefault("result", ""));
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static Instant instant(String text, StreamMessageId id) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.ofEpochMilli(id.getId0());
    }
  }

  private static StreamMessageId before(StreamMessageId id) {
    return id.getId1() > 0
        ? new StreamMessageId(id.getId0(), id.getId1() - 1)
        : new StreamMessageId(id.getId0() - 1, Long.MAX_VALUE);
  }
}
