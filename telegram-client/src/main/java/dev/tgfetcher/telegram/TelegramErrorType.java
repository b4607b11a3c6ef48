package dev.tgfetcher.telegram;

/** The meaning of a refusal by Telegram or TDLib for a caller. */
public enum TelegramErrorType {
  /** There is no chat with this id or username. */
  CHAT_NOT_FOUND,
  /** The chat exists, but this account may not read it. */
  ACCESS_DENIED,
  /** The account is frozen, or has to pass a check that only a Telegram app shows. */
  ACCOUNT_RESTRICTED,
  /** The account is no longer logged in on this session. */
  SESSION_ENDED,
  /** The requested object, such as a message, does not exist. */
  NOT_FOUND,
  /** Too many requests; {@link TelegramError#retryAfter()} is the time to wait. */
  FLOOD,
  /** Telegram or the network has trouble, or the client is closing. A later try may succeed. */
  UNAVAILABLE,
  /** Another process uses the session directory. */
  DIRECTORY_LOCKED,
  /** The session key does not open the database of the directory. */
  WRONG_KEY,
  /**
   * TDLib cannot read Telegram's answer, because it is older than a kind of object in it. A later
   * try has the same answer.
   */
  UNREADABLE,
  /** The post has no comments, or none that can be read. */
  NO_COMMENTS,
  /** The phone number, code, password or api id of a login is wrong. */
  WRONG_CREDENTIALS,
  /** No answer came in time. */
  TIMEOUT,
  OTHER
}
