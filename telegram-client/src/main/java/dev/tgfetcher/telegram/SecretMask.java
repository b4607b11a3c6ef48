package dev.tgfetcher.telegram;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Masks what must never be read in a log: the values it was told, and whatever stands behind a name
 * that TDLib gives to a secret.
 */
public final class SecretMask {
  private static final String MASK = "***";

  /** Shorter ones occur by chance, in ids and words. */
  private static final int SHORTEST = 8;

  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  /** A name of TDLib and what follows it, in JSON or in TDLib's own notation. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:phone|phone_number|api_hash|password|encryption_key|email_address|secret|token)"
              + "\"?\\s*[=:]\\s*)(bytes *(?:\\[\\d+] *)?\\{[^}]*}|"
              + QUOTED
              + "|[^\\s,;}\\]]+)");

  /** An error has a code too, a number. */
  private static final Pattern LOGIN_CODE =
      Pattern.compile("(?i)(\\b(?:phone_|email_)?code\"?\\s*[=:]\\s*)" + QUOTED);

  /** Longer ones first: one may be a part of another. */
  private static final Set<String> KNOWN =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(Function.identity()));

  private SecretMask() {}

  /**
   * From now on the value is masked wherever it occurs; shorter ones than {@value #SHORTEST}
   * characters only behind a telling name.
   */
  public static void add(String secret) {
    if (secret.length() >= SHORTEST) {
      KNOWN.add(secret);
    }
  }

  public static String apply(String text) {
    String masked = NAMED.matcher(text).replaceAll("$1" + MASK);
    masked = LOGIN_CODE.matcher(masked).replaceAll("$1" + MASK);
    for (String secret : KNOWN) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
