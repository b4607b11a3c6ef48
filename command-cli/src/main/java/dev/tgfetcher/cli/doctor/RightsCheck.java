package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.redisson.api.RTopic;
import org.redisson.api.queue.DequeMoveArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Checks that the Redis user has the rights of a worker, or those of an operator, whose keys differ
 * in two: a worker needs the tokens of day locks, an operator the audit.
 */
final class RightsCheck {
  private static final String CHECK = "redis rights";
  private static final LuaScript RIGHTS = LuaScript.beside(RightsCheck.class, "rights");
  private static final String LOCK_CHANNEL = "redisson_lock__channel:{tg_lock:doctor}";
  private static final String REMEDY =
      "give it the rights of the user worker in src/redis/users.acl, and rename no command";

  /** The commands of the scripts, of Redisson's locks, and those that are sent without a script. */
  static final List<String> COMMANDS =
      List.of(
          "DEL",
          "EXISTS",
          "EXPIRE",
          "GET",
          "HDEL",
          "HEXISTS",
          "HGET",
          "HGETALL",
          "HINCRBY",
          "HLEN",
          "HMGET",
          "HSET",
          "HSETNX",
          "INCR",
          "LINDEX",
          "LLEN",
          "LMOVE",
          "LPOP",
          "LPOS",
          "LPUSH",
          "LRANGE",
          "LREM",
          "LSET",
          "PERSIST",
          "PEXPIRE",
          "PTTL",
          "PUBLISH",
          "RPOP",
          "RPUSH",
          "SADD",
          "SCAN",
          "SET",
          "SISMEMBER",
          "TIME",
          "TYPE",
          "XADD",
          "XREVRANGE",
          "ZADD",
          "ZCARD",
          "ZCOUNT",
          "ZRANGE",
          "ZRANGEBYSCORE",
          "ZREM",
          "ZREMRANGEBYSCORE",
          "ZREVRANGE",
          "ZSCAN",
          "ZSCORE");

  private final RedisConnection redis;
  private final RedisKeys keys;

  private RightsCheck(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  static CheckResult of(RedisConnection redis, RedisKeys keys) {
    try {
      return new RightsCheck(redis, keys).check();
    } catch (RedisException e) {
      return MissingPermission.in(e)
          .map(missing -> refused(redis, missing.action()))
          .orElseGet(
              () ->
                  CheckResult.failed(
                      CHECK, "Redis " + RedisFault.predicate(e), RedisFault.of(e).remedy()));
    }
  }

  private static CheckResult refused(RedisConnection redis, String what) {
    return CheckResult.failed(CHECK, user(redis) + " may not " + what, REMEDY);
  }

  private static String user(RedisConnection redis) {
    String user = redis.address().user();
    return "user " + (user == null ? "default" : user);
  }

  private CheckResult check() {
    List<String> refused = new ArrayList<>(refusedCommandsAndKeys());
    String token = "use the key " + token();
    String audit = "use the key " + keys.audit();
    boolean mayBeOperator = !refused.contains(audit);
    boolean mayBeWorker = !refused.contains(token);
    refused.remove(mayBeOperator && !mayBeWorker ? token : audit);
    if (!refused.isEmpty()) {
      return refused(redis, String.join(", ", refused));
    }
    return CheckResult.passed(
        CHECK, user(redis) + " may work as " + (mayBeWorker ? "a worker" : "an operator"));
  }

  private List<String> refusedCommandsAndKeys() {
    String own = keys.operatorRun(UUID.randomUUID().toString());
    subscribe(keys.events());
    subscribe(LOCK_CHANNEL);
    takeFromEmptyList(own);
    List<Object> arguments = new ArrayList<>(List.of(LOCK_CHANNEL, COMMANDS.size()));
    arguments.addAll(COMMANDS);
    arguments.addAll(keysToTry());
    List<String> reply = redis.evalTexts(RIGHTS, List.of(own), arguments.toArray());
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += 2) {
      String name = reply.get(i + 1);
      refused.add(reply.get(i).equals("key") ? "use the key " + name : "run " + name);
    }
    return refused;
  }

  /** A user may publish to a channel if it may listen to it. */
  private void subscribe(String channel) {
    RTopic topic = redis.commands().getTopic(channel, StringCodec.INSTANCE);
    topic.removeListener(topic.addListener(String.class, (name, message) -> {}));
  }

  /** A script may not call BLMOVE. It waits for its shortest time. */
  private void takeFromEmptyList(String own) {
    String unused =
        redis
            .blocking()
            .<String>getBlockingDeque(own, StringCodec.INSTANCE)
            .move(Duration.ofSeconds(1), DequeMoveArgs.pollFirst().addLastTo(own));
  }

  /** One name of each kind; an asterisk stands for all names. */
  private List<String> keysToTry() {
    String any = "*";
    return List.of(
        keys.pending(),
        keys.low(),
        keys.failed(),
        keys.delayed(),
        keys.twins(),
        keys.workers(),
        keys.processing(any),
        keys.worker(any),
        keys.meta(any),
        keys.result(any),
        keys.parts(any, 0),
        keys.batch(any),
        keys.eventStream(),
        keys.dedup(any, LocalDate.EPOCH),
        keys.username(any),
        keys.limit(any, any),
        keys.floodHold(any, any),
        keys.sessionLock(any),
        token(),
        keys.audit());
  }

  private String token() {
    return keys.dayLockToken(keys.dayLock("*", LocalDate.EPOCH));
  }
}
