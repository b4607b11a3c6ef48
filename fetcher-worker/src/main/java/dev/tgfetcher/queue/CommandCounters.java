package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.Optional;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** Reads the hash that Redis keeps of each command: its attempts and its last lease. */
public final class CommandCounters {
  /** The field by which an operator cancels a command that a worker runs. */
  public static final String CANCEL_REQUEST = "cancel_request";

  private final RedisConnection redis;
  private final RedisKeys keys;

  public CommandCounters(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** The attempts at a command so far. */
  public AttemptHistory attempts(Payload payload) {
    return AttemptHistory.of(of(payload).readAllMap());
  }

  /** When a worker first took a command; empty when none has. */
  public Optional<Instant> firstSeen(Payload payload) {
    return Optional.ofNullable(of(payload).get("first_seen"))
        .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
  }

  /** Who cancelled a running command, and why; empty if none did. */
  public Optional<String> cancelRequest(Payload payload) {
    return Optional.ofNullable(of(payload).get(CANCEL_REQUEST));
  }

  /** The token of a command's last lease; empty text when it had none. */
  String lastToken(Payload payload) {
    return Optional.ofNullable(of(payload).get("claimed_by")).orElse("");
  }

  RMap<String, String> of(Payload payload) {
    return redis.commands().getMap(keys.meta(payload.sha256()), StringCodec.INSTANCE);
  }
}
