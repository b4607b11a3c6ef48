package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBlockingDeque;
import org.redisson.api.queue.DequeMoveArgs;
import org.redisson.client.codec.ByteArrayCodec;

/** The list of pending commands, from which a worker takes to its processing list. */
final class PendingList {
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;
  private final boolean atLeastOnce;

  /**
   * Takes the delivery.
   *
   * @param atLeastOnce whether a command moves in one step; otherwise a worker that dies between
   *     two steps loses it
   */
  PendingList(RedisConnection redis, RedisKeys keys, String workerId, boolean atLeastOnce) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
    this.atLeastOnce = atLeastOnce;
  }

  /** Takes the head of the list; null if none came in time. */
  @Nullable Payload take(Duration wait) {
    byte[] element = atLeastOnce ? move(wait) : pop(wait);
    return element == null ? null : Payload.of(element);
  }

  private byte @Nullable [] move(Duration wait) {
    return pending().move(wait, DequeMoveArgs.pollFirst().addLastTo(keys.processing(workerId)));
  }

  private byte @Nullable [] pop(Duration wait) {
    try {
      byte[] element = pending().poll(wait.toSeconds(), TimeUnit.SECONDS);
      if (element != null) {
        // Sent once: the stranded leases find a second copy, and it would run.
        redis
            .blocking()
            .<byte[]>getDeque(keys.processing(workerId), ByteArrayCodec.INSTANCE)
            .addLast(element);
      }
      return element;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private RBlockingDeque<byte[]> pending() {
    return redis.blocking().getBlockingDeque(keys.pending(), ByteArrayCodec.INSTANCE);
  }
}
