package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.redisson.api.RScript.Mode.READ_WRITE;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;

/**
 * The process's connections to Redis: one client for commands and scripts, and one of its own for
 * the blocking take, so that a waiting BLMOVE never stands in front of anything else.
 */
public final class RedisConnection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
  private static final int RETRY_ATTEMPTS = 2;
  private static final Duration RETRY_DELAY = Duration.ofMillis(300);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

  /** A dead process's locks are free again before its heartbeat has expired. */
  public static final Duration LOCK_LEASE = Duration.ofSeconds(15);

  private static final Duration SENTINEL_SCAN = Duration.ofMillis(500);

  private final RedisAddress address;
  private final RedissonClient commands;
  private final RedissonClient blocking;

  private RedisConnection(RedisAddress address, RedissonClient commands, RedissonClient blocking) {
    this.address = address;
    this.commands = commands;
    this.blocking = blocking;
  }

  /**
   * Connects.
   *
   * @param consumers how many blocking takes there may be at a time
   * @throws RedisUnreachableException if no server answers
   */
  public static RedisConnection open(RedisAddress address, int consumers) {
    try {
      RedissonClient commands = Redisson.create(config(address, RETRY_ATTEMPTS, 8));
      try {
        // A re-sent BLMOVE would take a second element, so the consumer never re-sends.
        return new RedisConnection(
            address, commands, Redisson.create(config(address, 0, consumers + 1)));
      } catch (RedisException e) {
        commands.shutdown();
        throw e;
      }
    } catch (RedisException e) {
      throw new RedisUnreachableException(address, e);
    }
  }

  private static Config config(RedisAddress address, int retries, int pool) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.setLockWatchdogTimeout(LOCK_LEASE.toMillis());
    config.setThreads(4);
    config.setNettyThreads(4);
    config.setUseScriptCache(true);
    if (address.caFile() != null) {
      config.setSslTrustManagerFactory(TrustedCertificates.of(address.caFile()));
    }
    if (address.user() != null) {
      config.setUsername(address.user());
    }
    if (address.password() != null) {
      config.setPassword(address.password());
    }
    if (address.sentinelMaster() == null) {
      common(config.useSingleServer(), retries)
          .setAddress(address.urls().get(0))
          .setDatabase(address.database())
          .setConnectionPoolSize(pool)
          .setConnectionMinimumIdleSize(1)
          .setSubscriptionConnectionPoolSize(4)
          .setSubscriptionConnectionMinimumIdleSize(1);
      return config;
    }
    common(config.useSentinelServers(), retries)
        .setMasterName(address.sentinelMaster())
        .addSentinelAddress(address.urls().toArray(String[]::new))
        .setCheckSentinelsList(false)
        .setScanInterval((int) SENTINEL_SCAN.toMillis())
        .setReadMode(ReadMode.MASTER)
        .setMasterConnectionPoolSize(pool)
        .setMasterConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionPoolSize(4)
        .setSubscriptionConnectionMinimumIdleSize(1);
    return config;
  }

  private static <T extends BaseConfig<T>> T common(T config, int retries) {
    return config
        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
        .setTimeout((int) COMMAND_TIMEOUT.toMillis())
        .setRetryAttempts(retries)
        .setRetryDelay(new ConstantDelay(RETRY_DELAY))
        .setPingConnectionInterval((int) PING_INTERVAL.toMillis());
  }

  public RedisAddress address() {
    return address;
  }

  /** For everything that does not block on the server. */
  public RedissonClient commands() {
    return commands;
  }

  /** For blocking takes alone. */
  public RedissonClient blocking() {
    return blocking;
  }

  /**
   * Runs a script that answers a number.
   *
   * @param arguments payloads go as they are, everything else as text
   */
  public long number(LuaScript script, List<String> keys, Object... arguments) {
    Long answer =
        scripts()
            .eval(READ_WRITE, script.text(), ReturnType.LONG, List.copyOf(keys), bytes(arguments));
    return answer;
  }

  /** Runs a script that answers a list of texts. */
  public List<String> texts(LuaScript script, List<String> keys, Object... arguments) {
    List<byte[]> answer =
        scripts()
            .eval(READ_WRITE, script.text(), ReturnType.LIST, List.copyOf(keys), bytes(arguments));
    return answer.stream().map(text -> new String(text, UTF_8)).toList();
  }

  /** Runs a script whose answer nobody waits for, and whose failure costs nothing. */
  public CompletionStage<Long> send(LuaScript script, List<String> keys, Object... arguments) {
    return scripts()
        .evalAsync(READ_WRITE, script.text(), ReturnType.LONG, List.copyOf(keys), bytes(arguments));
  }

  private RScript scripts() {
    return commands.getScript(ByteArrayCodec.INSTANCE);
  }

  private static Object[] bytes(Object... arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof Payload payload ? payload.bytes() : a.toString().getBytes(UTF_8))
        .toArray();
  }

  /**
   * Waits for an answer.
   *
   * @throws RedisException also where Redisson's own thread found no connection: it tells of that
   *     with whatever its network library threw
   */
  public static <T> T answer(RFuture<T> future) {
    try {
      return future.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RedisException away) {
        throw away;
      }
      throw e.getCause() instanceof IOException cut ? new RedisException(cut) : e;
    }
  }

  /** Whether the server answers now. */
  public boolean answers() {
    try {
      return commands.getKeys().countExists(RedisKeys.PING) >= 0;
    } catch (RedisException e) {
      return false;
    }
  }

  @Override
  public void close() {
    blocking.shutdown();
    commands.shutdown();
  }
}
