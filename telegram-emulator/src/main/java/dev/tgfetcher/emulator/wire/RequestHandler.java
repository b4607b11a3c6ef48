package dev.tgfetcher.emulator.wire;

/** Takes the requests of all connections; called by many threads at once. */
@FunctionalInterface
public interface RequestHandler {
  void handle(WireRequest request);
}
