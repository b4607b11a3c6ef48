package dev.tgfetcher.cli.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param length of the body in bytes; negative if it is not known
 */
public record ConsoleResponse(int status, Map<String, String> headers, long length, Body body) {
  /** Writes the body of a response. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  public static ConsoleResponse of(int status, String contentType, byte[] body) {
    return new ConsoleResponse(
        status, Map.of("Content-Type", contentType), body.length, out -> out.write(body));
  }

  public static ConsoleResponse html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page.getBytes(UTF_8));
  }

  public static ConsoleResponse json(int status, String document) {
    return of(status, "application/json; charset=utf-8", (document + "\n").getBytes(UTF_8));
  }

  public static ConsoleResponse text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
  }

  /** A response of unknown length, whose body is written while it is read. */
  public static ConsoleResponse streamed(String contentType, Body body) {
    return new ConsoleResponse(200, Map.of("Content-Type", contentType), -1, body);
  }

  public static ConsoleResponse empty(int status) {
    return new ConsoleResponse(status, Map.of(), 0, out -> {});
  }

  /** Sends the browser to a page of the console, by GET. */
  public static ConsoleResponse seeOther(String path) {
    return empty(303).with("Location", path);
  }

  public ConsoleResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ConsoleResponse(status, more, length, body);
  }
}
