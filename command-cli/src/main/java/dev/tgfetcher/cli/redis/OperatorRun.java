package dev.tgfetcher.cli.redis;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.UUID;

/**
 * One run of a subcommand that makes changes step by step. Redis remembers the last step, so that a
 * step that is sent again after a missing reply is made and counted once.
 */
public final class OperatorRun {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final String key;
  private long step;

  public OperatorRun(RedisKeys keys) {
    this.key = keys.operatorRun(UUID.randomUUID().toString());
  }

  /** The key of the last step. */
  public String key() {
    return key;
  }

  /** Returns a number that is unique in this run. */
  public long nextStep() {
    return ++step;
  }

  /** For how long Redis remembers a step, in seconds. */
  public long rememberedSeconds() {
    return REMEMBERED.toSeconds();
  }
}
