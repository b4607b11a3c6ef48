package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where a worker tells of its health and its metrics. */
@ConfigMapping(prefix = "")
public interface HttpConfig {
  /** The address to listen on; containers need {@code 0.0.0.0}. */
  @WithDefault("127.0.0.1")
  String httpHost();

  /** 0 takes any that is free. */
  @WithDefault("8080")
  int httpPort();
}
