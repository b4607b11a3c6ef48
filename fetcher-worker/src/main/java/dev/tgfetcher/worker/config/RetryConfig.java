package dev.tgfetcher.worker.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often and how soon a failed command is tried again. */
@ConfigMapping(prefix = "")
public interface RetryConfig {
  /** Attempts in all, the first one included. */
  @WithDefault("3")
  int maxRetryAttempts();

  @WithDefault("4s")
  Duration retryBaseDelay();

  @WithDefault("60s")
  Duration retryMaxDelay();
}
