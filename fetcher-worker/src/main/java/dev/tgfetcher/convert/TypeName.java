package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The archive's spelling of TDLib's class names: in snake case, without the prefix. */
final class TypeName {
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Has at most one entry for each class of TDLib. */
  private static final Map<String, String> CACHE = new ConcurrentHashMap<>();

  private TypeName() {}

  static String of(JsonNode object, String prefix) {
    String name = TdFields.type(object);
    return snakeCase(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
  }

  private static String snakeCase(String name) {
    return CACHE.computeIfAbsent(
        name, key -> CAPITAL.matcher(key).replaceAll("_").toLowerCase(Locale.ROOT));
  }
}
