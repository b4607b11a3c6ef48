package dev.tgfetcher.config;

import java.util.Locale;

/** The text form of boolean settings. */
final class FlagText {
  private FlagText() {}

  /**
   * Parses a flag.
   *
   * @throws IllegalArgumentException if the text is neither true nor false
   */
  static boolean parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
