package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What is measured, and where batch runs leave it. */
@ConfigMapping(prefix = "")
public interface MetricsConfig {
  /** Chats that keep their name as a label; the rest are {@code other}. */
  @WithDefault("100")
  int metricsMaxChats();

  /** Where batch runs push to; absent: nowhere. */
  Optional<URI> pushgatewayUrl();
}
