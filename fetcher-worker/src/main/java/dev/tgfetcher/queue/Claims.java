package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Starts attempts at the commands in a worker's processing list. */
final class Claims {
  private static final LuaScript CLAIM =
      LuaScript.beside(Claims.class, "claim").calling(Pauses.class, "pause_of");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;
  private final CommandEnds ends;

  /** Unlike a worker id, a token is never used by a second process. */
  private final String process = UUID.randomUUID().toString();

  private final AtomicLong leases = new AtomicLong();

  Claims(RedisConnection redis, RedisKeys keys, String workerId, CommandEnds ends) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
    this.ends = ends;
  }

  /**
   * Starts an attempt; empty if another worker has the command, a copy of it runs, or a pause
   * applies to it.
   *
   * @param low whether the command returns to the low list
   * @param account the id of the account that would run it; empty if it has none
   */
  Optional<Claim> claim(Payload payload, ParsedCommand command, boolean low, String account) {
    List<String> endKeys = EndKeys.of(keys, command);
    Event batch = ends.batch(command);
    String token = process + ":" + leases.incrementAndGet();
    List<String> reply =
        redis.evalTexts(
            CLAIM,
            List.of(
                keys.processing(workerId),
                keys.meta(payload.sha256()),
                keys.delayed(),
                keys.twins(),
                keys.paused(),
                low ? keys.low() : keys.pending(),
                endKeys.get(0),
                endKeys.get(3)),
            payload,
            token,
            command.correlationId(),
            CommandQueue.COUNTERS_TTL.toSeconds(),
            workerId,
            account,
            chat(command),
            command.commandId(),
            ends.resultTtl().toSeconds(),
            batch == null ? "" : keys.eventsFormat().json(batch),
            CommandEnds.batchSize(command));
    return reply.isEmpty() ? Optional.empty() : Optional.of(new Claim(token, reply));
  }

  /** The chat as pauses name it; empty for a malformed command, which becomes a dead letter. */
  private static String chat(ParsedCommand command) {
    return command instanceof ParsedCommand.Valid valid
        ? valid.command().chat().folder().toLowerCase(Locale.ROOT)
        : "";
  }
}
