package dev.tgfetcher.telegram.session;

/** Why a session cannot be used; the list is closed. */
public enum SessionProblem {
  /** Nobody has logged in yet, or has not finished. */
  NOT_LOGGED_IN,
  /** Another process uses the directory. */
  LOCKED,
  /** The session key is not the one that the database was made with. */
  WRONG_KEY,
  /** The account was logged out of this session. */
  SESSION_ENDED,
  /** The directory cannot be written. */
  DIRECTORY,
  /** Telegram or TDLib refuses: the message says why. */
  REFUSED,
  /** Telegram cannot be reached, or asks to wait. */
  UNAVAILABLE
}
