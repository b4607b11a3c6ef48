package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Redis is and which names are used there. */
@ConfigMapping(prefix = "")
public interface RedisConfig {
  /**
   * {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} for TLS, or {@code
   * redis-sentinel://[user:password@]host1:26379,host2:26379/master}.
   */
  @WithDefault("redis://localhost:6379")
  String redisUrl();

  /** With {@code rediss://}: PEM certificates to trust in place of those that Java trusts. */
  Optional<Path> redisCaFile();

  /** The list that schedulers push to. */
  @WithDefault("tg_commands")
  String commandsQueue();

  /** The Pub/Sub channel that analyzers listen on. */
  @WithDefault("tg_events")
  String eventsChannel();

  /** The sender named in every event. */
  @WithDefault("tg_fetcher")
  String serviceName();

  /** How commands are taken from the list. */
  @WithDefault("at-least-once")
  Delivery queueDelivery();

  /** Whether a command survives the death of the worker that took it. */
  enum Delivery {
    /** BLMOVE into the worker's processing list: needs Redis 6.2. */
    AT_LEAST_ONCE,
    /** BLPOP, for older servers: what a dying worker had just popped is lost. */
    AT_MOST_ONCE
  }
}
