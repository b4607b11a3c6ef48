package dev.tgfetcher.trace;

import dev.tgfetcher.event.TraceSource;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.queue.CommandListener;
import java.net.URI;
import java.util.Optional;

/**
 * Creates spans for commands, their pages and other requests, the writing of days, and events.
 * Without an endpoint no class of OpenTelemetry is loaded.
 */
public interface Tracing extends AutoCloseable {
  /** Creates no spans. The trace of a command still continues in its events. */
  Tracing OFF = new Tracing() {};

  /**
   * Creates the tracing of a worker.
   *
   * @param endpoint {@code OTEL_EXPORTER_OTLP_ENDPOINT}; empty for no tracing
   */
  static Tracing open(Optional<URI> endpoint, String service, String workerId, String version) {
    return endpoint.isPresent()
        ? OtlpTracing.open(endpoint.get(), service, workerId, version)
        : OFF;
  }

  default CommandListener commands() {
    return CommandListener.NONE;
  }

  default FetchListener fetches() {
    return FetchListener.NONE;
  }

  /** Returns the source of the trace that the calling thread works in. */
  default TraceSource current() {
    return TraceSource.NONE;
  }

  @Override
  default void close() {}
}
