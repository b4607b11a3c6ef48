package dev.tgfetcher.event;

import org.jspecify.annotations.Nullable;

/** Knows the trace of the current thread. */
@FunctionalInterface
public interface TraceSource {
  TraceSource NONE = () -> null;

  /** The {@code traceparent} of W3C; null outside of a trace. */
  @Nullable String traceparent();
}
