package dev.tgfetcher.config;

import java.util.Locale;

/** How a switch is written in the configuration. */
final class FlagText {
  private FlagText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text is none: who writes "maybe" does not mean no
   */
  static boolean parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
