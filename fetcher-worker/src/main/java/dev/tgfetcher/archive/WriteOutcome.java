package dev.tgfetcher.archive;

import java.util.OptionalInt;

/** The outcome of a day's write. In both cases the day's file holds the given content. */
public sealed interface WriteOutcome {
  DaySummary day();

  /**
   * The file is new, or has replaced a former one, which is now a revision.
   *
   * @param replacedMessageCount messages of the former file; empty when there was no complete one
   */
  record Written(DaySummary day, OptionalInt replacedMessageCount) implements WriteOutcome {}

  /** The file already had this content and is unchanged. */
  record Unchanged(DaySummary day) implements WriteOutcome {}
}
