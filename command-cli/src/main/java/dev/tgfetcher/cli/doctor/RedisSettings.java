package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.redis.RedisConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisMaster;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * The settings of a Redis server that keep the commands.
 *
 * <ol>
 *   <li>persistence: whether a restart keeps the commands
 *   <li>memory: whether a full server deletes keys
 *   <li>replicas: whether a primary without replicas accepts writes that a failover drops
 *   <li>payloads: whether the server refuses elements that are much too long for a command
 * </ol>
 *
 * @param values by name, as CONFIG GET returns them
 * @param replicas the number of connected replicas
 */
record RedisSettings(Map<String, String> values, int replicas) {
  private static final List<String> NAMES =
      List.of(
          "appendonly",
          "appendfsync",
          "maxmemory",
          "maxmemory-policy",
          "min-replicas-to-write",
          "proto-max-bulk-len");

  /** More than the dead letter of the longest payload that a worker keeps. */
  private static final long LONGEST_ELEMENT = 16L * 1024 * 1024;

  private static final String REPLICAS =
      "return string.match(redis.call('INFO', 'replication'), 'connected_slaves:(%d+)')";

  private static final String PERSISTENCE = "redis persistence";
  private static final String MEMORY = "redis memory";
  private static final String REPLICATION = "redis replicas";
  private static final String PAYLOADS = "redis payloads";

  RedisSettings {
    values = Map.copyOf(values);
  }

  /** Checks the settings; warns if the server forbids to read them. */
  static List<CheckResult> check(RedisConnection redis) {
    try {
      return read(redis).findings();
    } catch (RedisException forbidden) {
      return List.of(
          CheckResult.warned(
              "redis settings",
              "the server does not show them: " + RedisFailure.message(forbidden),
              "make sure that it has appendonly yes, appendfsync everysec or always, maxmemory-policy"
                  + " noeviction, proto-max-bulk-len 16mb and, with replicas, min-replicas-to-write 1"));
    }
  }

  private static RedisSettings read(RedisConnection redis) {
    RedisMaster server = server(redis);
    Map<String, String> values = new HashMap<>();
    NAMES.forEach(name -> values.putAll(server.getConfig(name)));
    String replicas =
        redis
            .commands()
            .getScript(StringCodec.INSTANCE)
            .eval(RScript.Mode.READ_ONLY, REPLICAS, RScript.ReturnType.STRING);
    return new RedisSettings(values, Integer.parseInt(replicas));
  }

  private static RedisMaster server(RedisConnection redis) {
    RedissonClient client = redis.commands();
    return redis.address().sentinelMaster() == null
        ? client.getRedisNodes(RedisNodes.SINGLE).getInstance()
        : client.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster();
  }

  private List<CheckResult> findings() {
    return List.of(persistence(), memory(), replication(), payloads());
  }

  CheckResult persistence() {
    if (!value("appendonly").equals("yes")) {
      return CheckResult.warned(
          PERSISTENCE,
          "appendonly is off: a restart loses commands",
          "set appendonly yes, and appendfsync everysec or always");
    }
    return switch (value("appendfsync")) {
      case "always" -> CheckResult.passed(PERSISTENCE, "a crash loses nothing");
      case "everysec" -> CheckResult.passed(PERSISTENCE, "a crash may lose the last second");
      default ->
          CheckResult.warned(
              PERSISTENCE,
              "appendfsync is " + value("appendfsync") + ": a crash may lose half a minute",
              "set appendfsync everysec or always");
    };
  }

  CheckResult memory() {
    String policy = value("maxmemory-policy");
    if (policy.equals("noeviction")) {
      return CheckResult.passed(MEMORY, "nothing is evicted");
    }
    String remedy = "set maxmemory-policy noeviction";
    return value("maxmemory").equals("0")
        ? CheckResult.warned(
            MEMORY, policy + " would evict commands as soon as maxmemory is set", remedy)
        : CheckResult.failed(MEMORY, policy + " evicts commands when memory is full", remedy);
  }

  CheckResult replication() {
    if (replicas == 0) {
      return CheckResult.passed(REPLICATION, "none, so that no failover can drop commands");
    }
    return value("min-replicas-to-write").equals("0")
        ? CheckResult.warned(
            REPLICATION,
            replicas + ", but a primary cut off from them accepts commands that a failover drops",
            "set min-replicas-to-write 1 and min-replicas-max-lag 10")
        : CheckResult.passed(
            REPLICATION, replicas + ", written to at least " + value("min-replicas-to-write"));
  }

  CheckResult payloads() {
    long longest = Long.parseLong(values.getOrDefault("proto-max-bulk-len", "0"));
    String detail = "an element has %d MiB at most".formatted(longest / (1024 * 1024));
    return longest <= LONGEST_ELEMENT
        ? CheckResult.passed(PAYLOADS, detail)
        : CheckResult.warned(
            PAYLOADS,
            detail + ": a file that is pushed by mistake takes memory until a worker buries it",
            "set proto-max-bulk-len 16mb");
  }

  private String value(String name) {
    return values.getOrDefault(name, "unknown");
  }
}
