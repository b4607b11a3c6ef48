package dev.tgfetcher.cli.console.access;

import java.util.regex.Pattern;

/**
 * A user of the console.
 *
 * @param name is in the audit of the user's changes; empty for a visitor without a login
 */
public record ConsoleUser(String name, ConsoleRole role) {
  /** A visitor of a console without logins. */
  public static final ConsoleUser VISITOR = new ConsoleUser("", ConsoleRole.VIEWER);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
