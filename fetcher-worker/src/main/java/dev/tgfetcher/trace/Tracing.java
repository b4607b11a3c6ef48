package dev.tgfetcher.trace;

import dev.tgfetcher.event.TraceSource;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.queue.CommandListener;
import java.net.URI;
import java.util.Optional;

/**
 * Makes spans of what is done: a command, its pages and other requests, each day's writing, each
 * event. What wants none of it loads nothing of OpenTelemetry.
 */
public interface Tracing extends AutoCloseable {
  /** Traces nothing; a trace that a command brings goes through to its events. */
  Tracing OFF = new Tracing() {};

  /**
   * Begins.
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

  /** The trace that this thread is at work in. */
  default TraceSource current() {
    return TraceSource.NONE;
  }

  @Override
  default void close() {}
}
