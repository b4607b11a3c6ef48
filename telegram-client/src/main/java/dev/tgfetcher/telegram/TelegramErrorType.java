package dev.tgfetcher.telegram;

/** What a refusal by Telegram or TDLib means to a caller; the list is closed. */
public enum TelegramErrorType {
  /** No such chat or username. */
  CHAT_NOT_FOUND,
  /** The chat exists, and this account may not read it. */
  ACCESS_DENIED,
  /** The account is no longer logged in on this session. */
  SESSION_ENDED,
  /** The thing asked for does not exist: an empty answer. */
  NOT_FOUND,
  /** Too many requests; {@link TelegramError#retryAfter()} says how long to hold. */
  FLOOD,
  /** Telegram or the network has trouble, or the client is being closed: try later. */
  UNAVAILABLE,
  /** Another process uses the session directory. */
  DIRECTORY_LOCKED,
  /** The session key does not open the database of the directory. */
  WRONG_KEY,
  /** The post has no comments, or none that can be read. */
  NO_COMMENTS,
  /** A phone number, code, password or api id given while logging in is wrong. */
  WRONG_CREDENTIALS,
  /** No answer came in time. */
  TIMEOUT,
  OTHER
}
