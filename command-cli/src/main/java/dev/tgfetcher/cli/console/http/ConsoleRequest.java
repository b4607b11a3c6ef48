package dev.tgfetcher.cli.console.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the console.
 *
 * @param segments of the path, decoded; empty for the first page
 * @param query the parameters behind the path
 * @param form the fields of a posted form
 * @param headers by their names in lower case; a repeated one has its first value
 */
public record ConsoleRequest(
    String method,
    List<String> segments,
    Map<String, List<String>> query,
    Map<String, List<String>> form,
    Map<String, String> headers,
    InetAddress peer) {
  public boolean isPost() {
    return method.equals("POST");
  }

  public String path() {
    return "/" + String.join("/", segments);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The first value of a parameter without blanks around it; empty if it is missing. */
  public String query(String name) {
    return first(query, name);
  }

  /** The first value of a field without blanks around it; empty if it is missing. */
  public String form(String name) {
    return first(form, name);
  }

  private static String first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of("")).get(0).strip();
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    for (String cookie : header("cookie").orElse("").split(";", -1)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(name)) {
        return Optional.of(parts[1]);
      }
    }
    return Optional.empty();
  }
}
