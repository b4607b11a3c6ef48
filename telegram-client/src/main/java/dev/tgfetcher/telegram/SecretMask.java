package dev.tgfetcher.telegram;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Masks secrets in texts that are logged or printed. A secret is a value that was {@linkplain #add
 * added}, or a value behind one of TDLib's names for secrets.
 */
public final class SecretMask {
  private static final String MASK = "***";

  /** Shorter values occur by chance, in ids and words. */
  private static final int SHORTEST = 8;

  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  /** A name of TDLib and its value, in JSON or in TDLib's own notation. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:phone|phone_number|api_hash|password|encryption_key|email_address|secret|token)"
              + "\"?\\s*[=:]\\s*)(bytes *(?:\\[\\d+] *)?\\{[^}]*}|"
              + QUOTED
              + "|[^\\s,;}\\]]+)");

  /** A login code is a string; the code of an error is a number and stays readable. */
  private static final Pattern LOGIN_CODE =
      Pattern.compile("(?i)(\\b(?:phone_|email_)?code\"?\\s*[=:]\\s*)" + QUOTED);

  /** Longer values first, because one may be a part of another. */
  private static final Set<String> KNOWN =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(Function.identity()));

  private SecretMask() {}

  /**
   * Masks a value in all later texts. A value of less than {@value #SHORTEST} characters is masked
   * only behind a name for secrets.
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
