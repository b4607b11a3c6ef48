package dev.tgfetcher.telegram.tdjson;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes the lines of TDLib's log to the listeners of their client. Listeners run on TDLib's
 * threads, so they must neither block nor call TDLib.
 */
final class WireListeners {
  private static final Map<Integer, Listener> LISTENERS = new ConcurrentHashMap<>();
  private static final Pattern CLIENT = Pattern.compile("]\\[#(\\d{1,9})]");

  /** The listeners of one client. */
  private record Listener(Consumer<WireEvent> wire, ChatInfoRequests chatInfos) {}

  private WireListeners() {}

  static void add(int client, Consumer<WireEvent> wire, ChatInfoRequests chatInfos) {
    LISTENERS.put(client, new Listener(wire, chatInfos));
  }

  static void remove(int client) {
    LISTENERS.remove(client);
  }

  static void onLogLine(String line) {
    Matcher client = CLIENT.matcher(line);
    Listener listener = client.find() ? LISTENERS.get(Integer.parseInt(client.group(1))) : null;
    if (listener != null) {
      WireEvent.in(line).ifPresent(listener.wire());
      listener.chatInfos().onLogLine(line);
    }
  }
}
