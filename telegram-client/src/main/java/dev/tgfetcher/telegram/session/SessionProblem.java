package dev.tgfetcher.telegram.session;

/** The reason why a session cannot be used. */
public enum SessionProblem {
  /** No login was finished. */
  NOT_LOGGED_IN,
  /** Another process uses the directory. */
  LOCKED,
  /** The session key does not open the database. */
  WRONG_KEY,
  /** The account was logged out of this session. */
  SESSION_ENDED,
  /** The directory cannot be written. */
  DIRECTORY,
  /** Telegram or TDLib refuses; the message has the reason. */
  REFUSED,
  /** Telegram cannot be reached, or demands a wait. */
  UNAVAILABLE;

  /** Whether the session stays unusable until a person acts. Any other problem may pass. */
  public boolean lasts() {
    return switch (this) {
      case NOT_LOGGED_IN, WRONG_KEY, SESSION_ENDED -> true;
      case LOCKED, DIRECTORY, REFUSED, UNAVAILABLE -> false;
    };
  }
}
