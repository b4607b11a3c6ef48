package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The retries of failed commands, and the warning about dead letters. */
@ConfigMapping(prefix = "")
public interface RetryConfig {
  /** Number of attempts, including the first one. */
  @WithDefault("3")
  int maxRetryAttempts();

  @WithDefault("4s")
  Duration retryBaseDelay();

  @WithDefault("60s")
  Duration retryMaxDelay();

  /** Number of dead letters that logs a warning, as does each doubling of the number. */
  @WithDefault("1000")
  int deadLettersHighWater();
}
