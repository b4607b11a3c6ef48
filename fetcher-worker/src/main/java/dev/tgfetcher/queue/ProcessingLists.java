package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The processing lists of all workers, and the ways out of them that need no lease. Each way is one
 * script. It changes nothing if the worker lives after all, or the command was taken before.
 *
 * <p>A command is stranded when it lies in a living worker's list and no thread works on it.
 */
public final class ProcessingLists {
  private static final LuaScript PAYLOADS = LuaScript.beside(ProcessingLists.class, "payloads");
  private static final LuaScript RECLAIM =
      LuaScript.beside(ProcessingLists.class, "reclaim").calling(Pauses.class, "is_low");
  private static final LuaScript DEAD_LETTER =
      LuaScript.beside(ProcessingLists.class, "dead_letter", "end_command");
  private static final LuaScript REQUEUE_STRANDED =
      LuaScript.beside(ProcessingLists.class, "requeue_stranded").calling(Pauses.class, "is_low");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final CommandListener listener;
  private final CommandCounters counters;

  public ProcessingLists(RedisConnection redis, RedisKeys keys) {
    this(redis, keys, CommandListener.NONE);
  }

  public ProcessingLists(RedisConnection redis, RedisKeys keys, CommandListener listener) {
    this.redis = redis;
    this.keys = keys;
    this.listener = listener;
    this.counters = new CommandCounters(redis, keys);
  }

  /** The payloads in a worker's processing list, without those that are too long for a command. */
  public List<Payload> payloads(String worker) {
    return stored(worker).stream()
        .filter(element -> !element.isLong())
        .map(StoredPayload::payload)
        .toList();
  }

  /** The elements of a worker's processing list. */
  List<StoredPayload> stored(String worker) {
    List<byte[]> reply =
        redis.evalBytes(PAYLOADS, List.of(keys.processing(worker)), Payload.LONGEST);
    Instant readAt = Instant.ofEpochMilli(number(reply.get(0)));
    List<StoredPayload> elements = new ArrayList<>();
    for (int i = 1; i < reply.size(); i += 2) {
      elements.add(new StoredPayload(number(reply.get(i)), Payload.of(reply.get(i + 1)), readAt));
    }
    return elements;
  }

  /** The elements that are too long for a command, in the lists of all workers. */
  LongPayloads longPayloads(CommandQueue.OnMalformed onMalformed) {
    return new LongPayloads(redis, keys, this, onMalformed, listener);
  }

  private static long number(byte[] text) {
    return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
  }

  /**
   * Moves a dead worker's command to the head of the queue, as an interruption.
   *
   * @return whether it was moved
   */
  public boolean reclaim(String worker, Payload payload) {
    return reclaim(worker, payload, DeadLetterFactory.DIED, WorkerStatus.DEAD, "", "")
        && recovered(CommandListener.Recovery.DEAD_WORKER);
  }

  /**
   * Moves a stranded command to the head of the queue, as an interruption.
   *
   * @param how the predicate of the sentence "the worker ..." in the history of attempts
   * @return whether it was moved
   */
  public boolean reclaimStranded(String worker, Payload payload, String how) {
    String id = UUID.randomUUID().toString();
    String token = counters.lastToken(payload);
    return reclaim(worker, payload, how, WorkerStatus.LIVING, token, id)
        && recovered(CommandListener.Recovery.STRANDED);
  }

  /**
   * Runs {@code reclaim.lua}.
   *
   * @param id of the interruption; it counts once, however often Redis gets the script
   */
  boolean reclaim(
      String worker, Payload payload, String how, WorkerStatus status, String token, String id) {
    long moved =
        redis.evalLong(
            RECLAIM,
            List.of(
                keys.processing(worker),
                keys.worker(worker),
                keys.meta(payload.sha256()),
                keys.pending(),
                keys.low(),
                keys.unmarkedLow()),
            payload,
            CommandQueue.COUNTERS_TTL.toSeconds(),
            worker,
            how,
            status.wireName(),
            token,
            id);
    return moved == 1;
  }

  /** Makes a dead worker's command a dead letter; returns whether it did. */
  public boolean deadLetter(String worker, Payload payload, DeadLettering letter) {
    return deadLetter(worker, payload, letter, WorkerStatus.DEAD, "");
  }

  /** Makes a stranded command a dead letter; returns whether it did. */
  public boolean deadLetterStranded(String worker, Payload payload, DeadLettering letter) {
    return deadLetter(worker, payload, letter, WorkerStatus.LIVING, counters.lastToken(payload));
  }

  boolean deadLetter(
      String worker, Payload payload, DeadLettering letter, WorkerStatus status, String token) {
    String event = keys.eventsFormat().json(letter.event());
    String completed = keys.eventsFormat().json(letter.completed());
    long start = System.nanoTime();
    long written =
        redis.evalLong(
            DEAD_LETTER,
            Stream.concat(
                    Stream.of(
                        keys.processing(worker),
                        keys.worker(worker),
                        keys.meta(payload.sha256()),
                        keys.failed(),
                        keys.eventStream()),
                    EndKeys.of(keys, CommandParser.parse(payload.bytes())).stream())
                .toList(),
            payload,
            letter.letter().toJson(),
            event,
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            status.wireName(),
            token,
            completed,
            letter.letter().error());
    if (written == 1) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.published(event, took);
      listener.published(completed, took);
    }
    return written == 1;
  }

  /** Moves a stranded command to the head of the queue, untouched; returns whether it was moved. */
  public boolean requeueStranded(String worker, Payload payload) {
    return requeueStranded(worker, payload, counters.lastToken(payload));
  }

  /** Takes the token of the command's last lease, or empty text if it had none. */
  boolean requeueStranded(String worker, Payload payload, String token) {
    long moved =
        redis.evalLong(
            REQUEUE_STRANDED,
            List.of(
                keys.processing(worker),
                keys.pending(),
                keys.meta(payload.sha256()),
                keys.low(),
                keys.unmarkedLow()),
            payload,
            token);
    return moved == 1 && recovered(CommandListener.Recovery.STRANDED);
  }

  private boolean recovered(CommandListener.Recovery reason) {
    listener.recovered(reason);
    return true;
  }
}
