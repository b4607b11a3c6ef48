package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.redisson.api.RType;
import org.redisson.client.codec.StringCodec;

/** The workers of the fleet as Redis knows them: their heartbeats, and which of them are dead. */
public final class WorkerRegistry {
  private static final LuaScript HEARTBEAT = LuaScript.beside(WorkerRegistry.class, "heartbeat");
  private static final LuaScript END_HEARTBEAT =
      LuaScript.beside(WorkerRegistry.class, "end_heartbeat");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final KnownWorkers known;

  public WorkerRegistry(RedisConnection redis, RedisKeys keys) {
    this(redis, keys, System::nanoTime);
  }

  /** Takes the clock for the interval between two scans, as {@link System#nanoTime}. */
  WorkerRegistry(RedisConnection redis, RedisKeys keys, LongSupplier nanoTime) {
    this.redis = redis;
    this.keys = keys;
    this.known = new KnownWorkers(redis, keys, nanoTime);
  }

  /**
   * Writes a worker's heartbeat, which lives for {@code ttl}.
   *
   * @param nonce of the worker's process
   * @param state the fields of the heartbeat
   * @return false if another process has a heartbeat under this id; nothing is written then
   */
  public boolean recordHeartbeat(
      String workerId, String nonce, Duration ttl, Map<String, String> state) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(ttl.toMillis());
    arguments.add(workerId);
    arguments.add(nonce);
    arguments.add(KnownWorkers.REMEMBERED.toMillis());
    state.forEach(
        (field, value) -> {
          arguments.add(field);
          arguments.add(value);
        });
    List<String> names = List.of(keys.worker(workerId), keys.workers());
    return redis.evalLong(HEARTBEAT, names, arguments.toArray()) == 1;
  }

  /** Deletes a worker's heartbeat, unless it belongs to another process. */
  public void endHeartbeat(String workerId, String nonce) {
    redis.evalLong(END_HEARTBEAT, List.of(keys.worker(workerId)), nonce);
  }

  /**
   * Workers without a heartbeat whose processing list is not empty. The list may be a key of
   * another type, which a caller then cannot read.
   */
  public List<String> deadWorkers() {
    return known.names().stream()
        .filter(worker -> exists(keys.processing(worker)) && !isAlive(worker))
        .toList();
  }

  /** Workers whose processing list is not empty; a key of another type is no list. */
  public List<String> withCommands() {
    return known.names().stream().filter(this::hasList).toList();
  }

  private boolean hasList(String worker) {
    return redis.commands().getKeys().getType(keys.processing(worker)) == RType.LIST;
  }

  /** Workers that have a heartbeat, with its fields. */
  public Map<String, Map<String, String>> living() {
    Map<String, Map<String, String>> living = new TreeMap<>();
    for (String worker : known.names()) {
      Map<String, String> heartbeat = lastHeartbeat(worker);
      if (!heartbeat.isEmpty()) {
        living.put(worker, heartbeat);
      }
    }
    return living;
  }

  /** Whether a worker has a heartbeat. */
  public boolean isAlive(String worker) {
    return exists(keys.worker(worker));
  }

  private boolean exists(String key) {
    return redis.commands().getKeys().countExists(key) > 0;
  }

  /** The fields of a worker's last heartbeat; empty when it has none. */
  public Map<String, String> lastHeartbeat(String worker) {
    return redis
        .commands()
        .<String, String>getMap(keys.worker(worker), StringCodec.INSTANCE)
        .readAllMap();
  }
}
