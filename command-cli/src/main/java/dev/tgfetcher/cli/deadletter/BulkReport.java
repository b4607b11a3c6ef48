package dev.tgfetcher.cli.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.config.ExitCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a bulk change.
 *
 * @param matched the number of selected letters
 * @param left selected letters that are unchanged and still in the list
 * @param gone selected letters that another process removed before
 * @param malformed letters that cannot be changed so
 * @param backup the file of the removed letters; null without one
 */
record BulkReport(
    int matched,
    long changed,
    long left,
    long gone,
    int malformed,
    Result result,
    @Nullable String backup,
    List<LetterGroup> groups) {

  /** How the change ended. */
  enum Result {
    DONE(ExitCode.DONE),
    DRY_RUN(ExitCode.DONE),
    DECLINED(ExitCode.FAILED),
    INTERRUPTED(ExitCode.INTERRUPTED);

    private final int exitCode;

    Result(int exitCode) {
      this.exitCode = exitCode;
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static BulkReport of(
      BulkPlan plan, long changed, long gone, Result result, @Nullable String backup) {
    LetterSelection selection = plan.selection();
    return new BulkReport(
        selection.size(),
        changed,
        selection.size() - changed - gone,
        gone,
        selection.malformed(),
        result,
        backup,
        selection.groups());
  }

  /** A report of a plan that changed nothing. */
  static BulkReport unchanged(BulkPlan plan, Result result) {
    return of(plan, 0, 0, result, null);
  }

  int exitCode() {
    return result.exitCode;
  }

  /** The report as one line for the operator. */
  String line(BulkPlan plan) {
    if (matched == 0) {
      return "No dead letter to " + plan.subcommand() + ".";
    }
    String line =
        switch (result) {
          case DRY_RUN -> number(matched) + " would be " + plan.participle() + ".";
          case DECLINED -> "Nothing was " + plan.participle() + ".";
          case INTERRUPTED ->
              "Interrupted: %s %s, %s left."
                  .formatted(number(changed), plan.participle(), number(left));
          case DONE -> number(changed) + " " + plan.participle() + ".";
        };
    if (gone > 0) {
      line += " " + number(gone) + " were removed by another process before.";
    }
    return backup == null ? line : line + " They are in " + backup + ".";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
