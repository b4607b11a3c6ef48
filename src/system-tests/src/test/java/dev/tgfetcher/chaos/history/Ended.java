package dev.tgfetcher.chaos.history;

/**
 * A lease or a command ended.
 *
 * @param token of the lease; empty for an end without a lease
 */
public record Ended(Moment moment, String payload, String token, How how) {

  /** The ways in which a lease ends. */
  public enum How {
    COMPLETE(true),
    DEAD_LETTER(true),
    SPLIT(true),
    CANCELLED(true),
    RETRY(false),
    DEFER(false),
    REQUEUE(false);

    private final boolean terminal;

    How(boolean terminal) {
      this.terminal = terminal;
    }

    /** Whether the command has ended with its lease. */
    public boolean isTerminal() {
      return terminal;
    }
  }
}
