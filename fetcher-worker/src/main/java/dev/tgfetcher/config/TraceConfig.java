package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where spans go. */
@ConfigMapping(prefix = "")
public interface TraceConfig {
  /** The collector's address for OTLP over HTTP; absent: nothing is traced. */
  Optional<URI> otelExporterOtlpEndpoint();
}
