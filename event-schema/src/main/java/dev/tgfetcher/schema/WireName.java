package dev.tgfetcher.schema;

import java.util.Locale;

/** How a constant is spelled in JSON: its name in lower case, in every locale. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
