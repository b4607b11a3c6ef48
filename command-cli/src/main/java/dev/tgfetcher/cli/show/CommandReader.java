package dev.tgfetcher.cli.show;

import dev.tgfetcher.cli.deadletter.DeadLetters;
import dev.tgfetcher.cli.deadletter.LogQuery;
import dev.tgfetcher.cli.deadletter.StoredLetter;
import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.cli.queue.QueuedCommand;
import dev.tgfetcher.cli.queue.QueuedCommands;
import dev.tgfetcher.cli.redis.StreamIds;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** Reads all that Redis knows of one command: its result, its place, its letter and its events. */
final class CommandReader {
  private static final int MOST_LETTERS = 10_000;
  private static final int MOST_EVENTS_READ = 50_000;
  private static final int PAGE = 1_000;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final List<String> notes = new ArrayList<>();

  CommandReader(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Where a command is, and who has it. */
  private record Place(
      String state, String name, @Nullable String worker, @Nullable Instant dueAt) {}

  CommandView read(String commandId) {
    Map<String, String> result =
        new HashMap<>(
            redis
                .commands()
                .<String, String>getMap(keys.result(commandId), StringCodec.INSTANCE)
                .readAllMap());
    @Nullable StoredLetter letter = letter(commandId, result);
    @Nullable QueuedCommand queued = result.isEmpty() && letter == null ? queued(commandId) : null;
    String payload = queued == null ? result.get("payload") : queued.payload().text();
    Map<String, String> counters = payload == null ? Map.of() : counters(payload);
    Place place = place(commandId, result, letter, queued, payload, counters);
    String correlation =
        queued != null
            ? queued.parsed().correlationId()
            : result.getOrDefault(
                "correlation_id",
                letter == null || letter.letter() == null
                    ? commandId
                    : letter.letter().correlationId());
    return new CommandView(
        commandId,
        correlation,
        chat(result, letter, payload),
        place.state(),
        place.name(),
        place.worker(),
        place.dueAt(),
        number(result, "attempts"),
        number(counters, "interruptions"),
        number(result, "days"),
        number(result, "days_skipped"),
        number(result, "days_incomplete"),
        number(result, "message_count"),
        optional(result, "parts"),
        optional(result, "parts_open"),
        result.get("batch_id"),
        millis(result.get("first_seen")),
        result.get("ended_at") == null ? null : Instant.parse(result.get("ended_at")),
        result.get("last_error"),
        letter == null ? null : letter.id(),
        payload,
        events(commandId, millis(result.get("first_seen"))),
        LogQuery.of(correlation),
        notes);
  }

  private Map<String, String> counters(String payload) {
    return redis
        .commands()
        .<String, String>getMap(keys.meta(Payload.of(payload).sha256()), StringCodec.INSTANCE)
        .readAllMap();
  }

  private @Nullable StoredLetter letter(String commandId, Map<String, String> result) {
    String state = result.getOrDefault("state", "");
    if (!state.isEmpty() && !state.equals("dead_lettered")) {
      return null;
    }
    AtomicReference<@Nullable StoredLetter> found = new AtomicReference<>();
    AtomicInteger read = new AtomicInteger();
    new DeadLetters(redis, keys)
        .newestFirst(
            PAGE,
            letter -> {
              if (letter.letter() != null && letter.letter().commandId().equals(commandId)) {
                found.set(letter);
              }
              return found.get() == null && read.incrementAndGet() < MOST_LETTERS;
            });
    if (read.get() >= MOST_LETTERS) {
      notes.add("the search for its dead letter ended after %,d letters".formatted(MOST_LETTERS));
    }
    return found.get();
  }

  /** The command where the queue has it now; null where a bounded search does not find it. */
  private @Nullable QueuedCommand queued(String commandId) {
    AtomicReference<@Nullable QueuedCommand> found = new AtomicReference<>();
    AtomicInteger read = new AtomicInteger();
    Predicate<QueuedCommand> goOn =
        command -> {
          if (command.commandId().equals(commandId)) {
            found.set(command);
          }
          return found.get() == null && read.incrementAndGet() < CommandIds.MOST_READ;
        };
    QueuedCommands queue = new QueuedCommands(redis, keys);
    if (queue.processing().stream().allMatch(goOn)) {
      queue.delayed(goOn);
    }
    if (found.get() == null) {
      queue.pending(goOn);
    }
    if (found.get() == null) {
      queue.low(goOn);
    }
    if (found.get() == null) {
      queue.paused(goOn);
    }
    return found.get();
  }

  private Place place(
      String commandId,
      Map<String, String> result,
      @Nullable StoredLetter letter,
      @Nullable QueuedCommand queued,
      @Nullable String payload,
      Map<String, String> counters) {
    if (queued != null) {
      return ofQueued(queued);
    }
    String state = result.getOrDefault("state", letter == null ? "unknown" : "dead_lettered");
    if (!state.equals("running") && !state.equals("queued")) {
      return new Place(state, letter == null ? "ended" : "dead_letters", null, null);
    }
    if (result.containsKey("parts_open")) {
      return new Place("running", "parts", null, null);
    }
    String heldIn = counters.get("held_in");
    if (heldIn != null) {
      return new Place("running", "processing", keys.workerOfProcessing(heldIn), null);
    }
    Double due = payload == null ? null : dueAt(payload);
    if (due != null) {
      return new Place("queued", "delayed", null, Instant.ofEpochMilli(due.longValue()));
    }
    // Only its worker writes the result, and others may have moved the command since.
    QueuedCommand now = queued(commandId);
    boolean low = result.getOrDefault("place", "").equals(keys.low());
    return now == null ? new Place("queued", low ? "low" : "pending", null, null) : ofQueued(now);
  }

  private static Place ofQueued(QueuedCommand queued) {
    return switch (queued.state()) {
      case processing -> new Place("running", "processing", queued.worker(), null);
      case pending, low, paused -> new Place("queued", queued.state().name(), null, null);
      case delayed ->
          new Place("queued", queued.isTwin() ? "twins" : "delayed", null, queued.dueAt());
    };
  }

  private @Nullable Double dueAt(String payload) {
    return redis
        .commands()
        .<byte[]>getScoredSortedSet(keys.delayed(), ByteArrayCodec.INSTANCE)
        .getScore(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static String chat(
      Map<String, String> result, @Nullable StoredLetter letter, @Nullable String payload) {
    if (payload != null && CommandParser.parse(payload) instanceof ParsedCommand.Valid valid) {
      return valid.command().chat().folder();
    }
    return result.getOrDefault("chat", letter == null ? "" : letter.chat());
  }

  /** Reads the stream from the time at which a worker first took the command. */
  private List<JsonNode> events(String commandId, @Nullable Instant since) {
    List<JsonNode> events = new ArrayList<>();
    StreamMessageId next =
        new StreamMessageId(since == null ? 0 : Math.max(0, since.toEpochMilli() - 1), 0);
    int read = 0;
    Map<StreamMessageId, Map<String, String>> page;
    do {
      page =
          redis
              .commands()
              .<String, String>getStream(keys.eventStream(), StringCodec.INSTANCE)
              .range(StreamRangeArgs.startId(next).endId(StreamMessageId.MAX).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> entry : page.entrySet()) {
        next = StreamIds.after(entry.getKey());
        EventLine event = EventLine.parse(entry.getValue().getOrDefault("event", "{}"));
        if (event.field("command_id").equals(commandId)) {
          events.add(event.event());
        }
      }
      read += page.size();
    } while (page.size() == PAGE && read < MOST_EVENTS_READ);
    if (read >= MOST_EVENTS_READ) {
      notes.add("the search for its events ended after %,d events".formatted(MOST_EVENTS_READ));
    }
    return events;
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  private static @Nullable Long optional(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null ? null : Long.valueOf(value);
  }

  private static @Nullable Instant millis(@Nullable String text) {
    return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
  }
}
