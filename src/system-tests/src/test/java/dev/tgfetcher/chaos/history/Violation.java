package dev.tgfetcher.chaos.history;

/** A place where a history breaks a rule. */
public record Violation(Rule rule, String text) {

  /** What every history keeps. */
  public enum Rule {
    /** Each push that Redis has ends at least once. */
    ENDS,
    /** No command ends more often than it was pushed. */
    ENDS_ONCE,
    /** A command that has not ended is in exactly one place. */
    ONE_PLACE,
    /** Only the latest lease of a command ends it. */
    LATEST_LEASE_ENDS,
    /** An event of a write under a lease is in the stream once. */
    EVENT_ONCE,
    /** Each end of a command is announced once, after all its days. */
    END_ANNOUNCED,
    /** No file is older than its successor, and no event announces a later file. */
    FILES_IN_ORDER,
    /** Fencing tokens only rise. */
    FENCES_RISE
  }

  @Override
  public String toString() {
    return rule + ": " + text;
  }
}
