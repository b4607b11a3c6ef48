package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** All workers as Redis knows them: who lives, who holds what, and what dead ones left behind. */
public final class WorkerRegistry {
  private static final LuaScript HEARTBEAT = LuaScript.beside(WorkerRegistry.class, "heartbeat");
  private static final LuaScript FAREWELL = LuaScript.beside(WorkerRegistry.class, "farewell");
  private static final LuaScript RECLAIM = LuaScript.beside(WorkerRegistry.class, "reclaim");
  private static final LuaScript BURY = LuaScript.beside(WorkerRegistry.class, "bury");
  private static final LuaScript FREE = LuaScript.beside(WorkerRegistry.class, "free");
  private static final LuaScript PROMOTE = LuaScript.beside(WorkerRegistry.class, "promote");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final CommandListener listener;
  private final KnownWorkers known;

  public WorkerRegistry(RedisConnection redis, RedisKeys keys) {
    this(redis, keys, CommandListener.NONE);
  }

  public WorkerRegistry(RedisConnection redis, RedisKeys keys, CommandListener listener) {
    this(redis, keys, listener, System::nanoTime);
  }

  /**
   * All that there is.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  WorkerRegistry(
      RedisConnection redis, RedisKeys keys, CommandListener listener, LongSupplier nanoTime) {
    this.redis = redis;
    this.keys = keys;
    this.listener = listener;
    this.known = new KnownWorkers(redis, keys, nanoTime);
  }

  /**
   * Says that a worker lives for {@code ttl} from now on.
   *
   * @param nonce of its process
   * @return false if another process lives under its id
   */
  public boolean beat(String workerId, String nonce, Duration ttl, Map<String, String> state) {
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
    return redis.number(HEARTBEAT, names, arguments.toArray()) == 1;
  }

  /** Ends a worker's heartbeat, unless it is another process's. */
  public void forget(String workerId, String nonce) {
    redis.number(FAREWELL, List.of(keys.worker(workerId)), nonce);
  }

  /** Workers that hold commands and have no heartbeat. */
  public List<String> deadWorkers() {
    return holders().stream().filter(worker -> !lives(worker)).toList();
  }

  /** Workers that hold commands. */
  public List<String> holders() {
    return known.names().stream().filter(worker -> exists(keys.processing(worker))).toList();
  }

  /** Workers that have a heartbeat, with what they say of themselves. */
  public Map<String, Map<String, String>> living() {
    Map<String, Map<String, String>> living = new TreeMap<>();
    for (String worker : known.names()) {
      Map<String, String> state =
          redis
              .commands()
              .<String, String>getMap(keys.worker(worker), StringCodec.INSTANCE)
              .readAllMap();
      if (!state.isEmpty()) {
        living.put(worker, state);
      }
    }
    return living;
  }

  /** Whether a worker has a heartbeat. */
  public boolean lives(String worker) {
    return exists(keys.worker(worker));
  }

  private boolean exists(String key) {
    return redis.commands().getKeys().countExists(key) > 0;
  }

  /** What a worker said of itself with its last heartbeat; empty when it has none. */
  public Map<String, String> lastBeat(String worker) {
    return redis
        .commands()
        .<String, String>getMap(keys.worker(worker), StringCodec.INSTANCE)
        .readAllMap();
  }

  /** The payloads in a worker's processing list. */
  public List<Payload> heldBy(String worker) {
    List<byte[]> elements =
        redis
            .commands()
            .<byte[]>getList(keys.processing(worker), ByteArrayCodec.INSTANCE)
            .readAll();
    return elements.stream().map(Payload::of).toList();
  }

  /** What happened to a command so far. */
  public AttemptHistory pastRuns(Payload payload) {
    return AttemptHistory.of(
        redis
            .commands()
            .<String, String>getMap(keys.meta(payload.sha256()), StringCodec.INSTANCE)
            .readAllMap());
  }

  /** When a worker first took a command; empty when none has looked at it. */
  public Optional<Instant> firstSeen(Payload payload) {
    return Optional.ofNullable(pastRuns(payload).firstSeen());
  }

  /** Gives a dead worker's command back to the head of the queue; false if it was not to be had. */
  public boolean reclaim(String worker, Payload payload) {
    return reclaim(worker, payload, DeadLetterFactory.DIED, "dead", "", "")
        && recovered(CommandListener.Recovery.DEAD_WORKER);
  }

  /**
   * The same with a command of a living worker's list that nobody works on.
   *
   * @param how the worker came to interrupt it
   */
  public boolean reclaimStranded(String worker, Payload payload, String how) {
    String id = UUID.randomUUID().toString();
    return reclaim(worker, payload, how, "living", claimedBy(payload), id)
        && recovered(CommandListener.Recovery.STRANDED);
  }

  /** Also when it is sent again: by its id an interruption is counted once. */
  boolean reclaim(
      String worker, Payload payload, String how, String life, String claimedBy, String id) {
    long answer =
        redis.number(
            RECLAIM,
            List.of(
                keys.processing(worker),
                keys.worker(worker),
                keys.meta(payload.sha256()),
                keys.pending()),
            payload,
            CommandQueue.COUNTERS_LIVE.toSeconds(),
            worker,
            how,
            life,
            claimedBy,
            id);
    return answer == 1;
  }

  /** Makes a dead worker's command a dead letter; false if it was not to be had. */
  public boolean bury(String worker, Payload payload, DeadLettering burial) {
    return bury(worker, payload, burial, "dead", "");
  }

  /** The same with a command of a living worker's list that nobody works on. */
  public boolean buryStranded(String worker, Payload payload, DeadLettering burial) {
    return bury(worker, payload, burial, "living", claimedBy(payload));
  }

  boolean bury(
      String worker, Payload payload, DeadLettering burial, String life, String claimedBy) {
    String event = burial.event().toJson();
    long start = System.nanoTime();
    long answer =
        redis.number(
            BURY,
            List.of(
                keys.processing(worker),
                keys.worker(worker),
                keys.meta(payload.sha256()),
                keys.failed(),
                keys.eventStream()),
            payload,
            burial.letter().toJson(),
            event,
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            life,
            claimedBy);
    if (answer == 1) {
      listener.published(event, Duration.ofNanos(System.nanoTime() - start));
    }
    return answer == 1;
  }

  /** Gives back a command of a living worker's list that nobody works on. */
  public boolean free(String worker, Payload payload) {
    return free(worker, payload, claimedBy(payload));
  }

  private String claimedBy(Payload payload) {
    String token =
        redis
            .commands()
            .<String, String>getMap(keys.meta(payload.sha256()), StringCodec.INSTANCE)
            .get("claimed_by");
    return token == null ? "" : token;
  }

  /**
   * The same, where the last lease is known.
   *
   * @param claimedBy its token, or empty
   */
  boolean free(String worker, Payload payload, String claimedBy) {
    long answer =
        redis.number(
            FREE,
            List.of(keys.processing(worker), keys.pending(), keys.meta(payload.sha256())),
            payload,
            claimedBy);
    return answer == 1 && recovered(CommandListener.Recovery.STRANDED);
  }

  private boolean recovered(CommandListener.Recovery reason) {
    listener.recovered(reason);
    return true;
  }

  /** How many dead letters there are. */
  public int deadLetters() {
    return redis.commands().getList(keys.failed(), StringCodec.INSTANCE).size();
  }

  /**
   * Moves retries that are due to the queue, and twins whose other has ended.
   *
   * @return how many retries were moved
   */
  public int promoteDue(int atMost) {
    long moved =
        redis.number(
            PROMOTE,
            List.of(keys.delayed(), keys.pending(), keys.twins()),
            atMost,
            CommandQueue.COUNTERS_LIVE.toSeconds());
    return (int) moved;
  }
}
