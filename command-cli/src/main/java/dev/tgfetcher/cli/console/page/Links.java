package dev.tgfetcher.cli.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses of pages, with their names and values escaped. */
final class Links {
  private Links() {}

  /** The path of these names. */
  static String path(String... names) {
    return Stream.of(names).map(Links::escaped).collect(Collectors.joining("/", "/", ""));
  }

  /** A path with parameters; those without a value are left out. */
  static String with(String path, Map<String, List<String>> values) {
    String query =
        new TreeMap<>(values)
            .entrySet().stream()
                .flatMap(
                    entry ->
                        entry.getValue().stream()
                            .filter(value -> !value.isBlank())
                            .map(value -> escaped(entry.getKey()) + "=" + escaped(value)))
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
