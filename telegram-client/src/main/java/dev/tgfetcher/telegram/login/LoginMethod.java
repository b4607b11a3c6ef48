package dev.tgfetcher.telegram.login;

/** A way to log an account in. */
public enum LoginMethod {
  /** A code that Telegram sends to the phone number. */
  PHONE_CODE,
  /** A QR code that another device of the account reads. */
  QR
}
