package dev.tgfetcher.cli.redis;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.UUID;

/**
 * One run of a subcommand that changes things step by step. Redis remembers the last step, so that
 * one whose answer was lost is made once, and counted, when it is sent again.
 */
public final class OperatorRun {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final String key;
  private long step;

  public OperatorRun(RedisKeys keys) {
    this.key = keys.operatorRun(UUID.randomUUID().toString());
  }

  /** Where the last step is remembered. */
  public String key() {
    return key;
  }

  /** A number that this run uses once. */
  public long nextStep() {
    return ++step;
  }

  /** How long a step is remembered, in seconds. */
  public long rememberedSeconds() {
    return REMEMBERED.toSeconds();
  }
}
