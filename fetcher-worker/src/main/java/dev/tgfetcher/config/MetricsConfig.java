package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The labels of metrics, and the Pushgateway of batch runs. */
@ConfigMapping(prefix = "")
public interface MetricsConfig {
  /** Number of chats with a label of their name; the others share the label {@code other}. */
  @WithDefault("100")
  int metricsMaxChats();

  /** Address of the Pushgateway for batch runs; absent: no push. */
  Optional<URI> pushgatewayUrl();
}
