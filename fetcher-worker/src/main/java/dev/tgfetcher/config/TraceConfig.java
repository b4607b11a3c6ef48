package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The target of trace spans. */
@ConfigMapping(prefix = "")
public interface TraceConfig {
  /** The collector's address for OTLP over HTTP; absent: no tracing. */
  Optional<URI> otelExporterOtlpEndpoint();
}
