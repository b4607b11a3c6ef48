package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.cli.event.EventTail;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Follows commands from before they are pushed until none is left.
 *
 * <ol>
 *   <li>events tell of days, messages and failures, also those of a command's parts;
 *   <li>the command's counters tell when no worker will take it again, and of how many parts it
 *       has;
 *   <li>what operators cancelled, of it or of its parts, is told by their subcommand.
 * </ol>
 */
public final class CommandTracker implements AutoCloseable {
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final EventTail tail;
  private final Map<String, TrackedCommand> byId = new LinkedHashMap<>();
  private final Map<String, TrackedCommand> byCorrelation = new LinkedHashMap<>();

  /** Who settled a command of the very same payload before this one was pushed. */
  private final Map<String, String> settledBefore;

  /** What was cancelled of the very same correlation before, by command id. */
  private final Map<String, String> cancelledBefore = new HashMap<>();

  private CommandTracker(RedisConnection redis, RedisKeys keys, List<FetchCommand> commands) {
    this.redis = redis;
    this.keys = keys;
    for (FetchCommand command : commands) {
      TrackedCommand awaited = new TrackedCommand(command);
      byId.put(command.commandId(), awaited);
      byCorrelation.put(correlation(command.correlationId(), command.chat().folder()), awaited);
    }
    this.tail = EventTail.fromNow(redis, keys);
    this.settledBefore = new LinkedHashMap<>();
    counters(byId.values())
        .forEach((id, fields) -> settledBefore.put(id, fields.getOrDefault("settled_by", "")));
    hashes(byId.values(), this::cancelledKey).values().forEach(cancelledBefore::putAll);
  }

  /** Begins; the commands are to be pushed after that. */
  public static CommandTracker before(
      RedisConnection redis, RedisKeys keys, List<FetchCommand> commands) {
    return new CommandTracker(redis, keys, commands);
  }

  /** Waits a moment for news. While Redis is away there are none. */
  public void watch() throws InterruptedException {
    tail.readNew(this::hear);
    try {
      Map<String, Map<String, String>> settled = settledNow();
      Map<String, Map<String, String>> cancelled = hashes(open(), this::cancelledKey);
      // Whatever was told before they were settled is in the stream by now.
      tail.readKept(this::hear);
      settled.forEach(
          (id, fields) -> get(id).settled(Integer.parseInt(fields.getOrDefault("parts", "0"))));
      cancelled.forEach((id, marks) -> cancel(get(id), marks));
    } catch (RedisException away) {
      // The next look finds what was missed.
    }
  }

  private void cancel(TrackedCommand one, Map<String, String> marks) {
    marks.forEach(
        (id, mark) -> {
          if (mark.equals(cancelledBefore.get(id))) {
            return;
          }
          if (id.equals(one.command().commandId())) {
            one.cancelled();
          } else if (!byId.containsKey(id)) {
            one.partCancelled(id);
          }
        });
  }

  private List<TrackedCommand> open() {
    return byId.values().stream().filter(one -> !one.hasEnded()).toList();
  }

  private Map<String, Map<String, String>> settledNow() {
    Map<String, Map<String, String>> settled = new LinkedHashMap<>();
    List<TrackedCommand> open = byId.values().stream().filter(one -> !one.isSettled()).toList();
    counters(open)
        .forEach(
            (id, fields) -> {
              String by = fields.getOrDefault("settled_by", "");
              boolean isNew = !by.isEmpty() && !by.equals(settledBefore.get(id));
              if (isNew && !fields.containsKey("claimed_by")) {
                settled.put(id, fields);
              }
            });
    return settled;
  }

  private Map<String, Map<String, String>> counters(Collection<TrackedCommand> commands) {
    return hashes(commands, one -> keys.meta(Payload.of(one.command().toJson()).sha256()));
  }

  private String cancelledKey(TrackedCommand one) {
    return keys.cancelled(one.command().correlationId(), one.command().chat().folder());
  }

  /** One hash of each command, by its id. */
  private Map<String, Map<String, String>> hashes(
      Collection<TrackedCommand> commands, Function<TrackedCommand, String> key) {
    if (commands.isEmpty()) {
      return Map.of();
    }
    RBatch batch = redis.commands().createBatch(BatchOptions.defaults());
    Map<String, RFuture<Map<String, String>>> answers = new LinkedHashMap<>();
    for (TrackedCommand one : commands) {
      answers.put(
          one.command().commandId(),
          batch.<String, String>getMap(key.apply(one), StringCodec.INSTANCE).readAllMapAsync());
    }
    var unused = batch.execute();
    Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
    answers.forEach((id, answer) -> hashes.put(id, answer.toCompletableFuture().join()));
    return hashes;
  }

  private void hear(String json) {
    EventLine event = EventLine.parse(json);
    TrackedCommand own = byId.get(event.field("command_id"));
    TrackedCommand whole =
        own != null
            ? own
            : byCorrelation.get(correlation(event.field("correlation_id"), event.chat()));
    if (whole != null) {
      whole.hear(event);
    }
  }

  private TrackedCommand get(String id) {
    return java.util.Objects.requireNonNull(byId.get(id));
  }

  private static String correlation(String correlationId, String chat) {
    return correlationId + " " + chat;
  }

  public boolean isOver() {
    return byId.values().stream().allMatch(TrackedCommand::hasEnded);
  }

  /** How it stands. */
  public TrackingProgress standing() {
    Collection<TrackedCommand> all = byId.values();
    int size = all.stream().mapToInt(TrackedCommand::size).sum();
    int left = all.stream().mapToInt(TrackedCommand::left).sum();
    long failed = all.stream().filter(TrackedCommand::hasFailed).count();
    return new TrackingProgress(
        size - left, size, (int) failed, all.stream().mapToLong(TrackedCommand::messages).sum());
  }

  /** Each command as it is now, in the order of pushing. */
  public List<PushedCommand> results() {
    List<PushedCommand> results = new ArrayList<>();
    byId.values().forEach(one -> results.add(one.result()));
    return results;
  }

  @Override
  public void close() {
    tail.close();
  }
}
