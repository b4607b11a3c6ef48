package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters of elements that are much too long for a command. A worker reads only the
 * beginning of such an element, and Redis moves it.
 */
final class LongPayloads {
  private static final Logger log = LoggerFactory.getLogger(LongPayloads.class);
  private static final LuaScript BURY =
      LuaScript.beside(LongPayloads.class, "bury_long", "end_command");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final ProcessingLists lists;
  private final CommandQueue.OnMalformed onMalformed;
  private final CommandListener listener;

  LongPayloads(
      RedisConnection redis,
      RedisKeys keys,
      ProcessingLists lists,
      CommandQueue.OnMalformed onMalformed,
      CommandListener listener) {
    this.redis = redis;
    this.keys = keys;
    this.lists = lists;
    this.onMalformed = onMalformed;
    this.listener = listener;
  }

  /** Makes a dead letter of each long element in a worker's list; returns their number. */
  int bury(String worker) {
    List<StoredPayload> tooLong =
        lists.stored(worker).stream().filter(StoredPayload::isLong).toList();
    return (int) tooLong.stream().filter(element -> bury(worker, element)).count();
  }

  private boolean bury(String worker, StoredPayload element) {
    ParsedCommand.Invalid invalid = invalid(element);
    DeadLettering letter = onMalformed.deadLetter(element.payload(), invalid, element.readAt());
    String completed = keys.eventsFormat().json(letter.completed());
    String event = keys.eventsFormat().json(letter.event());
    long start = System.nanoTime();
    long written =
        redis.evalLong(
            BURY,
            List.of(
                keys.processing(worker),
                keys.failed(),
                keys.eventStream(),
                keys.result(invalid.commandId())),
            element.payload(),
            element.size(),
            letter.letter().toJson(),
            event,
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            completed,
            CommandEnds.RESULT_TTL.toSeconds(),
            letter.letter().error());
    if (written == 1) {
      log.error("An element of {} bytes is no command, and is a dead letter now", element.size());
      listener.malformed();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.published(event, took);
      listener.published(completed, took);
    }
    return written == 1;
  }

  private static ParsedCommand.Invalid invalid(StoredPayload element) {
    ParsedCommand.Invalid parsed =
        (ParsedCommand.Invalid) CommandParser.parse(element.payload().bytes());
    return new ParsedCommand.Invalid(
        parsed.field(),
        "%s; of %d bytes the first MiB is kept".formatted(parsed.problem(), element.size()),
        parsed.commandId(),
        parsed.correlationId(),
        parsed.chat(),
        parsed.batchId());
  }
}
