package dev.tgfetcher.cli.push;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Priority;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redisson.client.codec.StringCodec;

/**
 * Pushes the commands of one schedule, once for each time, even if several schedulers run. A
 * Redisson lock lets one of them push. The push marks the time in the same step, in case the lock
 * has expired unnoticed.
 */
public final class Scheduler {
  private static final LuaScript PUSH_ONCE = LuaScript.beside(Scheduler.class, "push_once");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String name;

  /**
   * Creates a scheduler.
   *
   * @param name of the schedule; schedulers of one name push once
   */
  public Scheduler(RedisConnection redis, RedisKeys keys, String name) {
    this.redis = redis;
    this.keys = keys;
    this.name = name;
  }

  /** The last time for which a scheduler of this name pushed; empty before the first push. */
  public Optional<Instant> lastPushed() {
    String millis =
        redis.commands().<String>getBucket(keys.schedule(name), StringCodec.INSTANCE).get();
    return Optional.ofNullable(millis).map(Long::parseLong).map(Instant::ofEpochMilli);
  }

  /** Takes the lock if it is free; returns whether this process is the one that pushes. */
  public boolean tryLead() {
    var lock = redis.commands().getLock(keys.scheduleLock(name));
    return lock.isHeldByCurrentThread() || lock.tryLock();
  }

  /**
   * Pushes the commands of a time.
   *
   * @return false if a scheduler has pushed for this time or a later one
   */
  public boolean pushOnce(Instant due, List<FetchCommand> commands) {
    List<Object> arguments = new ArrayList<>(List.of(due.toEpochMilli()));
    commands.forEach(command -> arguments.add(command.toJson()));
    return redis.evalLong(
            PUSH_ONCE,
            List.of(keys.schedule(name), isLow(commands) ? keys.low() : keys.pending()),
            arguments.toArray())
        == 1;
  }

  /** The commands of a schedule have one priority. */
  private static boolean isLow(List<FetchCommand> commands) {
    return commands.stream().anyMatch(command -> command.priority() == Priority.LOW);
  }

  /** Releases the lock, so that another scheduler can push. */
  public void resign() {
    var lock = redis.commands().getLock(keys.scheduleLock(name));
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }
}
