package dev.tgfetcher.archive;

import java.util.OptionalInt;

/** How a day's writing ended. Either way the day's file now holds the content that was given. */
public sealed interface WriteOutcome {
  DaySummary day();

  /**
   * The file is new, or replaced and the former one kept as a revision.
   *
   * @param replacedMessageCount messages of the complete file that it replaced; empty when it
   *     replaced none
   */
  record Written(DaySummary day, OptionalInt replacedMessageCount) implements WriteOutcome {}

  /** The file had this content already and was left as it was. */
  record Unchanged(DaySummary day) implements WriteOutcome {}
}
