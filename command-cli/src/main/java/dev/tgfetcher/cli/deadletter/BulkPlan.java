package dev.tgfetcher.cli.deadletter;

import java.time.Duration;
import java.util.Locale;

/**
 * A planned change of dead letters.
 *
 * @param subcommand such as {@code replay}
 * @param participle such as {@code replayed}
 * @param filter the letters, as typed on the command line
 * @param interval between two letters
 * @param remedy for malformed letters, which stay
 */
record BulkPlan(
    String subcommand,
    String participle,
    String filter,
    LetterSelection selection,
    Duration interval,
    String remedy) {

  /** The question to the operator, such as {@code Replay 5 dead letters}. */
  String action() {
    int letters = selection.size();
    return "%s%s %,d dead letter%s"
        .formatted(
            subcommand.substring(0, 1).toUpperCase(Locale.ROOT),
            subcommand.substring(1),
            letters,
            letters == 1 ? "" : "s");
  }
}
