package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The address of a worker's HTTP endpoints for health and metrics. */
@ConfigMapping(prefix = "")
public interface HttpConfig {
  /** The host to listen on; containers need {@code 0.0.0.0}. */
  @WithDefault("127.0.0.1")
  String httpHost();

  /** The port to listen on; 0 for any free port. */
  @WithDefault("8080")
  int httpPort();
}
