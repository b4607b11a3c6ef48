package dev.tgfetcher.redis;

import java.time.Duration;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;

/** The configuration of a Redisson client: timeouts, repetitions, pools and threads. */
final class RedissonConfig {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration RETRY_DELAY = Duration.ofMillis(300);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(5);
  private static final Duration SENTINEL_SCAN = Duration.ofMillis(500);

  private RedissonConfig() {}

  /**
   * The configuration of one client.
   *
   * @param retries how often a command without a reply is repeated
   * @param pool the number of connections
   */
  static Config of(RedisAddress address, int retries, int pool) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.setLockWatchdogTimeout(RedisConnection.LOCK_LEASE.toMillis());
    config.setThreads(4);
    config.setNettyThreads(4);
    // Redisson repeats EVALSHA without end on a server without it; RedisScripts does not.
    config.setUseScriptCache(false);
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
    useSentinel(config, address, retries, pool);
    return config;
  }

  private static void useSentinel(Config config, RedisAddress address, int retries, int pool) {
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
  }

  private static <T extends BaseConfig<T>> T common(T config, int retries) {
    return config
        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
        .setTimeout((int) COMMAND_TIMEOUT.toMillis())
        .setRetryAttempts(retries)
        .setRetryDelay(new ConstantDelay(RETRY_DELAY))
        .setPingConnectionInterval((int) PING_INTERVAL.toMillis());
  }
}
