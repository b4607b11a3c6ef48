package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Starts attempts at what lies in a worker's processing list. */
final class Claims {
  private static final LuaScript CLAIM = LuaScript.beside(Claims.class, "claim");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;

  /** A worker id may be used again by the next process, a lease's token never. */
  private final String process = UUID.randomUUID().toString();

  private final AtomicLong leases = new AtomicLong();

  Claims(RedisConnection redis, RedisKeys keys, String workerId) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
  }

  /** Empty if there is nothing to start: somebody else has the command, or a copy of it runs. */
  Optional<Claim> claim(Payload payload, String correlationId) {
    String token = process + ":" + leases.incrementAndGet();
    List<String> answer =
        redis.texts(
            CLAIM,
            List.of(
                keys.processing(workerId),
                keys.meta(payload.sha256()),
                keys.delayed(),
                keys.twins()),
            payload,
            token,
            correlationId,
            CommandQueue.COUNTERS_LIVE.toSeconds());
    return answer.isEmpty() ? Optional.empty() : Optional.of(new Claim(token, answer));
  }
}
