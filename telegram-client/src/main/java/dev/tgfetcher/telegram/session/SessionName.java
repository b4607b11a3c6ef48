package dev.tgfetcher.telegram.session;

import java.util.regex.Pattern;

/**
 * The rule for the name of a session, which is the name of a folder in {@code SESSION_DIR}. It
 * excludes that folder, all paths outside it, and folders of the file system such as {@code
 * lost+found}.
 */
public final class SessionName {
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} _.-]{0,63}");

  private SessionName() {}

  public static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }

  /** Describes the rule for a name that breaks it. */
  public static String problem(String name) {
    return "a session is called by 1 to 64 letters, digits, _ - or dots, not beginning with - or"
        + " a dot: '"
        + name
        + "'";
  }
}
