package dev.tgfetcher.emulator.wire;

/** Handles the requests of all connections. Many threads call it at once. */
@FunctionalInterface
public interface RequestHandler {
  void handle(WireRequest request);
}
