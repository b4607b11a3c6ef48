package dev.tgfetcher.queue;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.client.codec.StringCodec;

/**
 * Names the fleet: the workers of one queue in one Redis. Redis keeps the id, so that the fleet
 * keeps it under another address.
 */
public final class FleetId {
  private static final int LENGTH = 8;

  private final Supplier<String> source;
  private volatile @Nullable String id;

  private FleetId(Supplier<String> source) {
    this.source = source;
  }

  /** The id that Redis keeps for the fleet of a queue; a new fleet gets one. */
  public static FleetId in(RedisConnection redis, RedisKeys keys) {
    return new FleetId(
        () -> {
          RBucket<String> kept = redis.commands().getBucket(keys.fleet(), StringCodec.INSTANCE);
          kept.setIfAbsent(UUID.randomUUID().toString().substring(0, LENGTH));
          return kept.get();
        });
  }

  /** An id without Redis. */
  public static FleetId fixed(String id) {
    return new FleetId(() -> id);
  }

  /**
   * Returns the id.
   *
   * @throws org.redisson.client.RedisException while Redis is away, if the id is not yet known
   */
  String read() {
    String known = id;
    if (known == null) {
      known = source.get();
      id = known;
    }
    return known;
  }

  /** Returns the id if it was read before; else null. */
  @Nullable String known() {
    return id;
  }
}
