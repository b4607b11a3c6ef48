package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often and how soon a failed command is tried again, and when too many are given up. */
@ConfigMapping(prefix = "")
public interface RetryConfig {
  /** Attempts in all, the first one included. */
  @WithDefault("3")
  int maxRetryAttempts();

  @WithDefault("4s")
  Duration retryBaseDelay();

  @WithDefault("60s")
  Duration retryMaxDelay();

  /** So many dead letters want a person's look: a warning is logged, and again when they double. */
  @WithDefault("1000")
  int deadLettersHighWater();
}
