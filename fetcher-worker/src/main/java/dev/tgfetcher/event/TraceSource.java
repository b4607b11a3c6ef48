package dev.tgfetcher.event;

import org.jspecify.annotations.Nullable;

/** Tells in which trace this thread works. */
@FunctionalInterface
public interface TraceSource {
  TraceSource NONE = () -> null;

  /** As in W3C's header; null outside of any trace. */
  @Nullable String traceparent();
}
