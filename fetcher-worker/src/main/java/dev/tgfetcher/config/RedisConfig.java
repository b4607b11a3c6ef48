package dev.tgfetcher.config;

import dev.tgfetcher.schema.event.EventFormat;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The address of Redis, and the names of the list and the channel there. */
@ConfigMapping(prefix = "")
public interface RedisConfig {
  /**
   * {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} for TLS, or {@code
   * redis-sentinel://[user:password@]host1:26379,host2:26379/master}.
   */
  @WithDefault("redis://localhost:6379")
  String redisUrl();

  /** With {@code rediss://}: PEM file of the certificates to trust instead of Java's. */
  Optional<Path> redisCaFile();

  /** The list that schedulers push to. */
  @WithDefault("tg_commands")
  String commandsQueue();

  /** The Pub/Sub channel of the events. */
  @WithDefault("tg_events")
  String eventsChannel();

  /** The format of events in the stream; the channel always has plain ones. */
  @WithDefault("plain")
  EventFormat eventsFormat();

  /** How long Redis keeps the result of a command after its end. */
  @WithDefault("7d")
  Duration resultTtl();

  /** The field {@code service} of every event. */
  @WithDefault("tg_fetcher")
  String serviceName();

  /** The delivery of commands from the list. */
  @WithDefault("at-least-once")
  Delivery queueDelivery();

  /** Whether a command survives the death of its worker. */
  enum Delivery {
    /** BLMOVE into the worker's processing list; needs Redis 6.2. */
    AT_LEAST_ONCE,
    /** BLPOP, for older servers; a command that a dying worker has just popped disappears. */
    AT_MOST_ONCE
  }
}
