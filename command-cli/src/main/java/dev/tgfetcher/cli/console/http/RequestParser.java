package dev.tgfetcher.cli.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads requests, and refuses those that no page of the console sends:
 *
 * <ol>
 *   <li>methods other than GET, HEAD and POST;
 *   <li>addresses, headers and forms beyond their limits;
 *   <li>segments of a path with a separator, a control character, or dots alone;
 *   <li>forms of another type than browsers send.
 * </ol>
 */
final class RequestParser {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LONGEST_ADDRESS = 8 * 1024;
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final int MOST_PARAMETERS = 600;

  /** A command of 64 KiB in which each byte is escaped. */
  private static final int LONGEST_FORM = 256 * 1024;

  private RequestParser() {}

  static ConsoleRequest parse(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!METHODS.contains(method)) {
      throw new RefusedRequestException(405, "Only GET, HEAD and POST are allowed.");
    }
    URI address = exchange.getRequestURI();
    if (address.toString().length() > LONGEST_ADDRESS) {
      throw new RefusedRequestException(414, "The address is too long.");
    }
    Map<String, String> headers = headers(exchange);
    return new ConsoleRequest(
        method,
        segments(String.valueOf(address.getRawPath())),
        parameters(address.getRawQuery() == null ? "" : address.getRawQuery()),
        method.equals("POST") ? form(exchange, headers) : Map.of(),
        headers,
        exchange.getRemoteAddress().getAddress());
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    int length = 0;
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      for (String value : header.getValue()) {
        length += header.getKey().length() + value.length();
        headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), value);
      }
    }
    if (length > LONGEST_HEADERS) {
      throw new RefusedRequestException(431, "The headers are too long.");
    }
    return headers;
  }

  static List<String> segments(String rawPath) {
    if (!rawPath.startsWith("/") || rawPath.length() > LONGEST_ADDRESS) {
      throw RefusedRequestException.notFound();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      String segment = decoded(raw, false);
      boolean isEmptyPage = raw.isEmpty() && rawPath.equals("/");
      if (!isEmptyPage) {
        segments.add(checked(segment));
      }
    }
    return List.copyOf(segments);
  }

  private static String checked(String segment) {
    boolean isTrick =
        segment.isEmpty()
            || segment.chars().allMatch(character -> character == '.')
            || segment
                .chars()
                .anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c) || c == '%');
    if (isTrick) {
      throw RefusedRequestException.notFound();
    }
    return segment;
  }

  private static Map<String, List<String>> form(HttpExchange exchange, Map<String, String> headers)
      throws IOException {
    String type = headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(FORM)) {
      throw new RefusedRequestException(415, "A form is sent as " + FORM + ".");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_FORM + 1);
    if (body.length > LONGEST_FORM) {
      throw new RefusedRequestException(413, "The form is too long.");
    }
    return parameters(new String(body, UTF_8));
  }

  static Map<String, List<String>> parameters(String text) {
    Map<String, List<String>> values = new HashMap<>();
    if (text.isEmpty()) {
      return values;
    }
    String[] pairs = text.split("&", MOST_PARAMETERS + 1);
    if (pairs.length > MOST_PARAMETERS) {
      throw new RefusedRequestException(413, "There are too many fields.");
    }
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? decoded(parts[1], true) : "";
      values.computeIfAbsent(decoded(parts[0], true), name -> new ArrayList<>()).add(value);
    }
    return values;
  }

  /** Decodes escapes; refuses broken ones, and bytes that are no UTF-8. */
  private static String decoded(String raw, boolean plusIsBlank) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char next = raw.charAt(i);
      if (next == '%') {
        bytes.put((byte) octet(raw, i + 1));
        i += 2;
      } else if (next == '+' && plusIsBlank) {
        bytes.put((byte) ' ');
      } else {
        bytes.put(String.valueOf(next).getBytes(UTF_8));
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedRequestException(400, "The request is no UTF-8.");
    }
  }

  private static int octet(String raw, int index) {
    int high = index + 1 < raw.length() ? Character.digit(raw.charAt(index), 16) : -1;
    int low = index + 1 < raw.length() ? Character.digit(raw.charAt(index + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw new RefusedRequestException(400, "The request has a broken escape.");
    }
    return high * 16 + low;
  }
}
