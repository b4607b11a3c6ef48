package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RType;
import org.redisson.client.codec.StringCodec;

/** The workers of the fleet as Redis knows them: their heartbeats, and which of them are dead. */
public final class WorkerRegistry {
  private static final LuaScript HEARTBEAT = LuaScript.beside(WorkerRegistry.class, "heartbeat");
  private static final LuaScript END_HEARTBEAT =
      LuaScript.beside(WorkerRegistry.class, "end_heartbeat");
  private static final LuaScript LOOK = LuaScript.beside(WorkerRegistry.class, "look_at_workers");

  /** The workers of one request. */
  private static final int AT_A_TIME = 1000;

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
    redis.evalLong(
        END_HEARTBEAT,
        List.of(keys.worker(workerId), keys.workers(), keys.processing(workerId)),
        nonce,
        workerId);
  }

  /**
   * Workers without a heartbeat whose processing list is not empty, for an operator. The list may
   * be a key of another type, which a caller then cannot read.
   */
  public List<String> deadWorkers() {
    return dead(known.names(), "keep");
  }

  /**
   * The dead workers among those whose last heartbeat is longer ago than it lives. The cost does
   * not grow with the number of living workers. Silent workers without commands are forgotten.
   *
   * @param heartbeatTtl how long a heartbeat lives
   */
  public List<String> deadAmongSilent(Duration heartbeatTtl) {
    return dead(known.silent(heartbeatTtl, AT_A_TIME), "forget");
  }

  private List<String> dead(List<String> names, String whatToDo) {
    List<String> dead = new ArrayList<>();
    for (List<String> some : parts(names)) {
      List<String> looked = new ArrayList<>(List.of(keys.workers()));
      List<Object> arguments = new ArrayList<>(List.of(whatToDo));
      for (String worker : some) {
        looked.add(keys.worker(worker));
        looked.add(keys.processing(worker));
        arguments.add(worker);
      }
      dead.addAll(redis.evalTexts(LOOK, looked, arguments.toArray()));
    }
    return dead;
  }

  private static List<List<String>> parts(List<String> names) {
    return IntStream.iterate(0, first -> first < names.size(), first -> first + AT_A_TIME)
        .mapToObj(first -> names.subList(first, Math.min(first + AT_A_TIME, names.size())))
        .toList();
  }

  /**
   * Makes workers known that have commands and no heartbeat of this version. Each call looks at the
   * next part of the database.
   */
  public void search() {
    known.search();
  }

  /** The ids of all workers, for an operator; it scans the whole database. */
  List<String> names() {
    return known.names();
  }

  KnownWorkers.Pages pages(int size) {
    return known.new Pages(size);
  }

  /** Workers whose processing list is not empty, for an operator; a key of another type is none. */
  public List<String> withCommands() {
    return known.names().stream().filter(this::hasList).toList();
  }

  private boolean hasList(String worker) {
    return redis.commands().getKeys().getType(keys.processing(worker)) == RType.LIST;
  }

  /** Workers that have a heartbeat, with its fields, for an operator. */
  public Map<String, Map<String, String>> living() {
    Map<String, Map<String, String>> living = new TreeMap<>();
    for (List<String> some : parts(known.names())) {
      RBatch batch = redis.commands().createBatch();
      for (String worker : some) {
        RFuture<?> unused =
            batch.getMap(keys.worker(worker), StringCodec.INSTANCE).readAllMapAsync();
      }
      List<?> heartbeats = batch.execute().getResponses();
      for (int i = 0; i < some.size(); i++) {
        add(some.get(i), (Map<?, ?>) heartbeats.get(i), living);
      }
    }
    return living;
  }

  private static void add(
      String worker, Map<?, ?> heartbeat, Map<String, Map<String, String>> living) {
    Map<String, String> fields = new HashMap<>();
    heartbeat.forEach((field, value) -> fields.put(String.valueOf(field), String.valueOf(value)));
    if (!fields.isEmpty()) {
      living.put(worker, fields);
    }
  }

  /** Those of these workers that have a heartbeat. */
  public Set<String> living(Collection<String> workers) {
    Set<String> living = new HashSet<>();
    for (List<String> some : parts(List.copyOf(workers))) {
      RBatch batch = redis.commands().createBatch();
      for (String worker : some) {
        RFuture<Boolean> unused = batch.getBucket(keys.worker(worker)).isExistsAsync();
      }
      List<?> found = batch.execute().getResponses();
      for (int i = 0; i < some.size(); i++) {
        if (Boolean.TRUE.equals(found.get(i))) {
          living.add(some.get(i));
        }
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
