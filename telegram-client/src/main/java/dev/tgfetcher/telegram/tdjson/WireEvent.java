package dev.tgfetcher.telegram.tdjson;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that TDLib sends, or a flood wait that it receives. TDLib's log is the only source: its
 * interface reports neither its own requests nor a flood wait that it waits out.
 *
 * @param client TDLib's id of the client
 * @param method id of the request's constructor in {@code telegram_api.tl}
 * @param floodWait the wait that Telegram demands; null for a request that TDLib sends
 */
public record WireEvent(int client, int method, @Nullable Duration floodWait) {
  private static final String SENT = "Send query to connection [Query:";
  private static final String FLOOD = "420 : FLOOD_";
  private static final Pattern CLIENT = Pattern.compile("]\\[#(\\d{1,9})]");
  private static final Pattern METHOD = Pattern.compile("\\[tl:0x([0-9a-f]{1,8})]");
  private static final Pattern TIMEOUT = Pattern.compile("\\[timeout:(\\d{1,9})]");

  /** Parses a line of TDLib's log; empty for a line about neither. */
  static Optional<WireEvent> in(String line) {
    boolean flood = line.contains(FLOOD);
    if (!flood && !line.contains(SENT)) {
      return Optional.empty();
    }
    Matcher client = CLIENT.matcher(line);
    Matcher method = METHOD.matcher(line);
    if (!client.find() || !method.find()) {
      return Optional.empty();
    }
    Duration wait = null;
    if (flood) {
      Matcher timeout = TIMEOUT.matcher(line);
      if (!timeout.find()) {
        return Optional.empty();
      }
      wait = Duration.ofSeconds(Long.parseLong(timeout.group(1)));
    }
    return Optional.of(
        new WireEvent(
            Integer.parseInt(client.group(1)),
            Integer.parseUnsignedInt(method.group(1), 16),
            wait));
  }
}
