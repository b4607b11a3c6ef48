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
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Follows pushed commands until all have ended.
 *
 * <ol>
 *   <li>Events report days, messages and failures of a command and of its parts.
 *   <li>The counters of a command show how many parts it has, and that no worker will take it
 *       again.
 *   <li>{@code queue cancel} leaves a mark for each command and part that it cancels.
 * </ol>
 */
public final class CommandTracker implements AutoCloseable {
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final EventTail tail;
  private final Map<String, TrackedCommand> byId = new LinkedHashMap<>();
  private final Map<String, TrackedCommand> byCorrelation = new LinkedHashMap<>();

  /** The worker that settled an earlier command of the same payload, by command id. */
  private final Map<String, String> settledBefore = new HashMap<>();

  /** Earlier cancel marks of the same correlation ids, by command id. */
  private final Map<String, String> cancelledBefore = new HashMap<>();

  private final WaitReader waits;
  private @Nullable TrackedWait wait;

  /** Starts to track the commands that {@link #track} adds. */
  public CommandTracker(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
    this.waits = new WaitReader(redis, keys);
    this.tail = EventTail.fromNow(redis, keys);
  }

  /** Starts to track commands, which the caller pushes afterwards. */
  public static CommandTracker start(
      RedisConnection redis, RedisKeys keys, List<FetchCommand> commands) {
    CommandTracker tracker = new CommandTracker(redis, keys);
    Map<FetchCommand, String> payloads = new LinkedHashMap<>();
    commands.forEach(command -> payloads.put(command, command.toJson()));
    tracker.track(payloads);
    return tracker;
  }

  /** Adds commands with their payloads, which the caller pushes afterwards. */
  public void track(Map<FetchCommand, String> payloads) {
    List<TrackedCommand> added = new ArrayList<>();
    payloads.forEach(
        (command, payload) -> {
          TrackedCommand tracked = new TrackedCommand(command, payload);
          added.add(tracked);
          byId.put(command.commandId(), tracked);
          byCorrelation.put(correlation(command.correlationId(), command.chat().folder()), tracked);
        });
    counters(added)
        .forEach((id, fields) -> settledBefore.put(id, fields.getOrDefault("settled_by", "")));
    hashes(added, this::cancelledKey).values().forEach(cancelledBefore::putAll);
  }

  /** Tracks a command no longer, because it was not pushed. */
  public void forget(FetchCommand command) {
    byId.remove(command.commandId());
    byCorrelation.remove(correlation(command.correlationId(), command.chat().folder()));
  }

  /** Waits a moment for news; there is none while Redis is away. */
  public void watch() throws InterruptedException {
    tail.readNew(this::onEvent);
    try {
      Map<String, Map<String, String>> settled = settledNow();
      Map<String, Map<String, String>> cancelled = hashes(open(), this::cancelledKey);
      // The stream has all events from before the commands were settled.
      tail.readKept(this::onEvent);
      settled.forEach(
          (id, fields) -> get(id).settled(Integer.parseInt(fields.getOrDefault("parts", "0"))));
      cancelled.forEach((id, marks) -> cancel(get(id), marks));
    } catch (RedisException away) {
      // The next call reads the missed events.
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

  /** The folders of the chats whose commands have not ended. */
  Set<String> openChats() {
    return open().stream().map(one -> one.command().chat().folder()).collect(Collectors.toSet());
  }

  private Map<String, Map<String, String>> settledNow() {
    Map<String, Map<String, String>> settled = new LinkedHashMap<>();
    Map<TrackedCommand, Map<String, String>> unsettled = new LinkedHashMap<>();
    List<TrackedCommand> open = byId.values().stream().filter(one -> !one.isSettled()).toList();
    counters(open)
        .forEach(
            (id, fields) -> {
              unsettled.put(get(id), fields);
              String by = fields.getOrDefault("settled_by", "");
              boolean isNew = !by.isEmpty() && !by.equals(settledBefore.get(id));
              if (isNew && !fields.containsKey("claimed_by")) {
                settled.put(id, fields);
              }
            });
    wait = waits.read(unsettled);
    return settled;
  }

  private Map<String, Map<String, String>> counters(Collection<TrackedCommand> commands) {
    return hashes(commands, one -> keys.meta(Payload.of(one.payload()).sha256()));
  }

  private String cancelledKey(TrackedCommand one) {
    return keys.cancelled(one.command().correlationId(), one.command().chat().folder());
  }

  /** Reads one hash of each command in one request; returns them by command id. */
  private Map<String, Map<String, String>> hashes(
      Collection<TrackedCommand> commands, Function<TrackedCommand, String> key) {
    if (commands.isEmpty()) {
      return Map.of();
    }
    RBatch batch = redis.commands().createBatch(BatchOptions.defaults());
    Map<String, RFuture<Map<String, String>>> replies = new LinkedHashMap<>();
    for (TrackedCommand one : commands) {
      replies.put(
          one.command().commandId(),
          batch.<String, String>getMap(key.apply(one), StringCodec.INSTANCE).readAllMapAsync());
    }
    var unused = batch.execute();
    Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
    replies.forEach(
        (id, reply) -> hashes.put(id, RedisConnection.await("the progress of a command", reply)));
    return hashes;
  }

  private void onEvent(String json) {
    EventLine event = EventLine.parse(json);
    TrackedCommand own = byId.get(event.field("command_id"));
    TrackedCommand whole =
        own != null
            ? own
            : byCorrelation.get(correlation(event.field("correlation_id"), event.chat()));
    if (whole != null) {
      whole.onEvent(event);
    }
  }

  private TrackedCommand get(String id) {
    return Objects.requireNonNull(byId.get(id));
  }

  private static String correlation(String correlationId, String chat) {
    return correlationId + " " + chat;
  }

  public boolean isOver() {
    return byId.values().stream().allMatch(TrackedCommand::hasEnded);
  }

  /** The progress of all commands. */
  public TrackingProgress progress() {
    Collection<TrackedCommand> all = byId.values();
    int size = all.stream().mapToInt(TrackedCommand::size).sum();
    int left = all.stream().mapToInt(TrackedCommand::left).sum();
    long failed = all.stream().filter(TrackedCommand::hasFailed).count();
    return new TrackingProgress(
        size - left,
        size,
        (int) failed,
        all.stream().mapToLong(TrackedCommand::messages).sum(),
        wait);
  }

  /** The current state of each command, in the order of pushing. */
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
