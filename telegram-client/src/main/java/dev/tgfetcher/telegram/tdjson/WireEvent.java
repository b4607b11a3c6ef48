package dev.tgfetcher.telegram.tdjson;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What TDLib did on the wire, as its log tells: its interface says neither what it sends on its
 * own, nor that it sits out a flood wait.
 *
 * @param client TDLib's id of the client
 * @param method id of the request's constructor in {@code telegram_api.tl}
 * @param floodWait what Telegram asks to wait; null when this is a request that goes out
 */
public record WireEvent(int client, int method, @Nullable Duration floodWait) {
  private static final String SENT = "Send query to connection [Query:";
  private static final String FLOOD = "420 : FLOOD_";
  private static final Pattern CLIENT = Pattern.compile("]\\[#(\\d{1,9})]");
  private static final Pattern METHOD = Pattern.compile("\\[tl:0x([0-9a-f]{1,8})]");
  private static final Pattern TIMEOUT = Pattern.compile("\\[timeout:(\\d{1,9})]");

  /** Reads a line of TDLib's log; empty when it tells of neither. */
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
