package dev.tgfetcher.cli.push;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redisson.client.codec.StringCodec;

/**
 * Pushes by one schedule, once in the fleet however many schedulers run: a Redisson lock lets one
 * of them push, and the time is marked in the same step, in case the lock was lost without notice.
 */
public final class Scheduler {
  private static final LuaScript PUSH_ONCE = LuaScript.beside(Scheduler.class, "push_once");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String name;

  /**
   * Prepares.
   *
   * @param name of the schedule: all schedulers that have it are one
   */
  public Scheduler(RedisConnection redis, RedisKeys keys, String name) {
    this.redis = redis;
    this.keys = keys;
    this.name = name;
  }

  /** The last time for which anybody pushed; empty if nobody has yet. */
  public Optional<Instant> lastPushed() {
    String millis =
        redis.commands().<String>getBucket(keys.schedule(name), StringCodec.INSTANCE).get();
    return Optional.ofNullable(millis).map(Long::parseLong).map(Instant::ofEpochMilli);
  }

  /** Whether this process is the one that pushes; asked again and again, it takes its turn. */
  public boolean isMine() {
    var lock = redis.commands().getLock(keys.scheduleLock(name));
    return lock.isHeldByCurrentThread() || lock.tryLock();
  }

  /**
   * Pushes the commands of a time.
   *
   * @return false if that was done before
   */
  public boolean pushOnce(Instant due, List<FetchCommand> commands) {
    List<Object> arguments = new ArrayList<>(List.of(due.toEpochMilli()));
    commands.forEach(command -> arguments.add(command.toJson()));
    return redis.number(
            PUSH_ONCE, List.of(keys.schedule(name), keys.pending()), arguments.toArray())
        == 1;
  }

  /** Lets another scheduler take over at once. */
  public void resign() {
    var lock = redis.commands().getLock(keys.scheduleLock(name));
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }
}
