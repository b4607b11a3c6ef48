package dev.tgfetcher.telegram.login;

/** How an account is logged in. */
public enum LoginMethod {
  /** By a code that Telegram sends to the phone number. */
  PHONE_CODE,
  /** By another device of the account that reads a QR code. */
  QR
}
