package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** TDLib's class names as archive files spell them: in snake case, without the prefix. */
final class TypeName {
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** As many as TDLib has classes. */
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private TypeName() {}

  static String of(JsonNode object, String prefix) {
    String name = TdFields.type(object);
    return snakeCase(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
  }

  private static String snakeCase(String name) {
    return KNOWN.computeIfAbsent(
        name, key -> CAPITAL.matcher(key).replaceAll("_").toLowerCase(Locale.ROOT));
  }
}
