package dev.tgfetcher.telegram.login;

/** The input of a login, from a terminal or a program. */
public interface LoginPrompt {
  /** The phone number, in international form. */
  String phoneNumber() throws InterruptedException;

  /**
   * The code that Telegram sent.
   *
   * @param where the place, such as {@code by SMS} or {@code to your other Telegram app}
   */
  String code(String where) throws InterruptedException;

  /**
   * The password of the two-step verification.
   *
   * @param hint of the account; may be empty
   */
  String password(String hint) throws InterruptedException;

  /** The address for a login by email. */
  String emailAddress() throws InterruptedException;

  /** Shows a link as a QR code for another device. A later call replaces the link. */
  void showQr(String link);

  /** Prints a line about the progress of the login. */
  void print(String line);
}
