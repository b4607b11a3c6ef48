package dev.tgfetcher.telegram.tdjson;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Passes the wire events of TDLib's log to the listener of their client. Listeners run on TDLib's
 * threads, so they must neither block nor call TDLib.
 */
final class WireListeners {
  private static final Map<Integer, Consumer<WireEvent>> LISTENERS = new ConcurrentHashMap<>();

  private WireListeners() {}

  static void add(int client, Consumer<WireEvent> listener) {
    LISTENERS.put(client, listener);
  }

  static void remove(int client) {
    LISTENERS.remove(client);
  }

  static void onLogLine(String line) {
    WireEvent.in(line)
        .ifPresent(event -> LISTENERS.getOrDefault(event.client(), ignored -> {}).accept(event));
  }
}
