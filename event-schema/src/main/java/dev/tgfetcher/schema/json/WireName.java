package dev.tgfetcher.schema.json;

import java.util.Locale;

/** The value of an enum constant in JSON: its name in lower case, in every locale. */
public final class WireName {
  private WireName() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
