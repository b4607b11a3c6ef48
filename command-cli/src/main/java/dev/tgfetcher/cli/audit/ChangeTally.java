package dev.tgfetcher.cli.audit;

/** What a change tells the audit of itself while it is made. */
public final class ChangeTally {
  private long count;
  private String result = "done";

  /** How many things were changed so far. */
  public void count(long changed) {
    count = changed;
  }

  /** How it ended, if not as it was meant to. */
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
