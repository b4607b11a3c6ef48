package dev.tgfetcher.limit;

/** Requests that share one of Telegram's limits. */
public enum MethodClass {
  HISTORY,
  REPLIES,
  REACTIONS,
  RESOLVE,
  FULL_INFO,
  OTHER,
  /** Answered by TDLib itself: nothing is sent. */
  LOCAL
}
