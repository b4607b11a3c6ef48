package dev.tgfetcher.telegram.session;

import java.util.regex.Pattern;

/**
 * What a session may be called: the name of one folder in {@code SESSION_DIR}, and never of that
 * folder itself, of anything outside it, or of what a disk keeps for itself, such as {@code
 * lost+found}.
 */
public final class SessionName {
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} _.-]{0,63}");

  private SessionName() {}

  public static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }

  /** What is wrong with a name that is none. */
  public static String problem(String name) {
    return "a session is called by 1 to 64 letters, digits, _ - or dots, not beginning with - or"
        + " a dot: '"
        + name
        + "'";
  }
}
