package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.redis.StreamIds;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RStream;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * The changes by operators, in a stream that the program never trims.
 *
 * <ol>
 *   <li>An entry is written before the change begins. If that fails, the change does not begin.
 *   <li>Another entry is written when it has ended. A killed change has only the first one.
 * </ol>
 *
 * @param commandLine the command line that makes changes; empty if it is unknown
 */
public record AuditTrail(RedisConnection redis, RedisKeys keys, String commandLine) {
  /** The result of a change that has not ended. */
  public static final String BEGUN = "begun";

  private static final LuaScript RECORD = LuaScript.beside(AuditTrail.class, "record");
  private static final int PAGE = 1_000;

  /** A trail for reading. */
  public AuditTrail(RedisConnection redis, RedisKeys keys) {
    this(redis, keys, "");
  }

  /** The trail for changes by this command line. */
  public AuditTrail of(String wholeLine) {
    return new AuditTrail(redis, keys, wholeLine);
  }

  /** The work of a change. */
  @FunctionalInterface
  public interface Change<T, E extends Exception> {
    T make(ChangeTally tally) throws E;
  }

  /**
   * Makes a change, with an entry before and after it.
   *
   * @param who the operator
   * @param action such as {@code dlq replay}
   * @param filter the objects of the change, as typed on the command line; may be empty
   * @throws AuditUnfinishedException if the change ended and its last entry could not be written;
   *     if the change failed as well, its failure is thrown and suppresses this one
   */
  public <T, E extends Exception> T during(
      String who, String action, String filter, Change<T, E> change) throws E {
    String begun = UUID.randomUUID().toString();
    add(begun, "who", who, "action", action, "filter", filter, "result", BEGUN);
    ChangeTally tally = new ChangeTally();
    T outcome;
    try {
      outcome = change.make(tally);
    } catch (Exception failure) {
      tally.result("failed: " + RedisFailure.message(failure));
      try {
        end(begun, who, action, filter, tally);
      } catch (AuditUnfinishedException unfinished) {
        failure.addSuppressed(unfinished);
      }
      throw failure;
    }
    end(begun, who, action, filter, tally);
    return outcome;
  }

  private void end(String begun, String who, String action, String filter, ChangeTally tally) {
    try {
      add(
          UUID.randomUUID().toString(),
          "ends",
          begun,
          "who",
          who,
          "action",
          action,
          "filter",
          filter,
          "count",
          tally.count(),
          "result",
          tally.result());
    } catch (RedisException e) {
      throw new AuditUnfinishedException(action, tally, e);
    }
  }

  private void add(String id, Object... fields) {
    List<Object> arguments = new ArrayList<>(List.of(id));
    arguments.addAll(List.of(fields));
    arguments.addAll(List.of("at", RedisTime.now(redis)));
    if (!commandLine.isEmpty()) {
      arguments.addAll(List.of("command_line", commandLine));
    }
    redis.evalLong(RECORD, List.of(keys.audit()), arguments.toArray());
  }

  /**
   * The newest wanted changes, the newest one first. A change that has ended counts by its end.
   *
   * @param since the oldest time to read
   */
  public List<AuditEntry> newest(Instant since, Predicate<AuditEntry> wanted, long limit) {
    RStream<String, String> stream = redis.commands().getStream(keys.audit(), StringCodec.INSTANCE);
    List<AuditEntry> found = new ArrayList<>();
    StreamMessageId oldest = new StreamMessageId(Math.max(0, since.toEpochMilli()), 0);
    Set<String> ended = new HashSet<>();
    StreamMessageId next = StreamMessageId.MAX;
    Map<StreamMessageId, Map<String, String>> page;
    do {
      page = stream.rangeReversed(StreamRangeArgs.startId(next).endId(oldest).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> stored : page.entrySet()) {
        AuditEntry entry = read(stored.getKey(), stored.getValue());
        ended.add(stored.getValue().getOrDefault("ends", ""));
        boolean hasEnded = ended.contains(stored.getValue().getOrDefault("entry_id", "-"));
        if (found.size() < limit && !hasEnded && wanted.test(entry)) {
          found.add(entry);
        }
        next = StreamIds.before(stored.getKey());
      }
    } while (page.size() == PAGE && found.size() < limit);
    return found;
  }

  /** Reads an entry of any program; a missing field is empty. */
  private static AuditEntry read(StreamMessageId id, Map<String, String> fields) {
    return new AuditEntry(
        fields.getOrDefault("who", ""),
        fields.getOrDefault("action", ""),
        fields.getOrDefault("filter", ""),
        number(fields.getOrDefault("count", "")),
        instant(fields.getOrDefault("at", ""), id),
        fields.getOrDefault("result", ""),
        fields.get("command_line"));
  }

  private static @Nullable Long number(String text) {
    return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  private static Instant instant(String text, StreamMessageId id) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.ofEpochMilli(id.getId0());
    }
  }
}
