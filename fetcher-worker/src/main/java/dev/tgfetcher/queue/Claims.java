package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Starts attempts at the commands in a worker's processing list. */
final class Claims {
  private static final LuaScript CLAIM = LuaScript.beside(Claims.class, "claim");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;

  /** Unlike a worker id, a token is never used by a second process. */
  private final String process = UUID.randomUUID().toString();

  private final AtomicLong leases = new AtomicLong();

  Claims(RedisConnection redis, RedisKeys keys, String workerId) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
  }

  /** Starts an attempt; empty if another worker has the command, or a copy of it runs. */
  Optional<Claim> claim(Payload payload, String correlationId) {
    String token = process + ":" + leases.incrementAndGet();
    List<String> reply =
        redis.evalTexts(
            CLAIM,
            List.of(
                keys.processing(workerId),
                keys.meta(payload.sha256()),
                keys.delayed(),
                keys.twins()),
            payload,
            token,
            correlationId,
            CommandQueue.COUNTERS_TTL.toSeconds());
    return reply.isEmpty() ? Optional.empty() : Optional.of(new Claim(token, reply));
  }
}
