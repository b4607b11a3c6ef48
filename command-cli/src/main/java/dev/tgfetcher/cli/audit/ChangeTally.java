package dev.tgfetcher.cli.audit;

/** The count and the result of a change, for the audit. */
public final class ChangeTally {
  private long count;
  private String result = "done";

  /** Sets the number of changed objects so far. */
  public void count(long changed) {
    count = changed;
  }

  /** Sets the result of a change that did not end as {@code done}. */
  public void result(String word) {
    result = word;
  }

  public long count() {
    return count;
  }

  String result() {
    return result;
  }
}
