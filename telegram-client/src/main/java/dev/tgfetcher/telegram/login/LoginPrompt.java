package dev.tgfetcher.telegram.login;

/** The person who logs in, or whatever answers for them. */
public interface LoginPrompt {
  /** The phone number, in international form. */
  String phoneNumber() throws InterruptedException;

  /**
   * The code that Telegram sent.
   *
   * @param where it was sent, in words: {@code by SMS}, {@code to your other Telegram app}
   */
  String code(String where) throws InterruptedException;

  /**
   * The password of the two-step verification.
   *
   * @param hint that the account keeps; may be empty
   */
  String password(String hint) throws InterruptedException;

  /** An address for a login by email. */
  String emailAddress() throws InterruptedException;

  /** Shows a link as a QR code for another device; called again when a newer link replaces it. */
  void showQr(String link);

  /** Tells in one line what is happening. */
  void print(String line);
}
