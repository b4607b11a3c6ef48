package dev.tgfetcher.queue;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.redisson.api.RType;
import org.redisson.client.RedisException;

/** Finds keys of the queue that another program uses: their types differ. Redis names no key. */
public final class KeyTypes {
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final KnownWorkers workers;

  /** A key whose type is not that of the queue. */
  public record WrongType(String key, RType is, RType wanted) {
    /** The sentence for an operator, without the remedy. */
    public String message() {
      return key + " is a " + inRedis(is) + " and should be a " + inRedis(wanted);
    }

    /** Redisson calls a string an object. */
    private static String inRedis(RType type) {
      return type == RType.OBJECT ? "STRING" : type.name();
    }
  }

  public KeyTypes(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
    this.workers = new KnownWorkers(redis, keys, System::nanoTime);
  }

  /** The keys of a wrong type, for an operator. A key that does not exist has none. */
  public List<WrongType> wrong() {
    return wrong(workers::names);
  }

  private List<WrongType> wrong(Supplier<Collection<String>> workerIds) {
    List<WrongType> wrong = new ArrayList<>();
    wanted().forEach((key, type) -> check(key, type).ifPresent(wrong::add));
    if (wrong.stream().noneMatch(one -> one.key().equals(keys.workers()))) {
      workerIds.get().forEach(one -> check(keys.processing(one), RType.LIST).ifPresent(wrong::add));
    }
    return wrong;
  }

  private Optional<WrongType> check(String key, RType wanted) {
    RType is = redis.commands().getKeys().getType(key);
    return is == null || is == wanted
        ? Optional.empty()
        : Optional.of(new WrongType(key, is, wanted));
  }

  private Map<String, RType> wanted() {
    Map<String, RType> types = new LinkedHashMap<>();
    types.put(keys.pending(), RType.LIST);
    types.put(keys.low(), RType.LIST);
    types.put(keys.failed(), RType.LIST);
    types.put(keys.delayed(), RType.ZSET);
    types.put(keys.twins(), RType.LIST);
    types.put(keys.workers(), RType.ZSET);
    types.put(keys.eventStream(), RType.STREAM);
    types.put(keys.audit(), RType.STREAM);
    return types;
  }

  /**
   * Explains a failure by the key of a wrong type that may have caused it.
   *
   * @return the key, its type and the remedy; empty if the failure has another cause
   */
  public Optional<String> explain(Throwable failure) {
    if (RedisFault.of(failure) != RedisFault.WRONG_TYPE) {
      return Optional.empty();
    }
    try {
      return wrong(workers::withoutScan).stream()
          .findFirst()
          .map(one -> one.message() + "; " + RedisFault.WRONG_TYPE.remedy() + " (WRONGTYPE)");
    } catch (RedisException away) {
      return Optional.empty();
    }
  }
}
