package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.cli.audit.ChangeTally;
import dev.tgfetcher.cli.audit.TypedLine;
import dev.tgfetcher.cli.deadletter.BulkReport.Result;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Confirmation;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.cli.terminal.Table;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Changes many dead letters.
 *
 * <ol>
 *   <li>It shows the letters.
 *   <li>It asks for confirmation, unless {@code --yes} is given.
 *   <li>It changes them, with a progress bar, until the end or a stop request.
 *   <li>It reports how many were changed, and how many are left.
 * </ol>
 */
final class BulkChange {
  private static final List<String> HEADER =
      List.of("CHAT", "ERROR TYPE", "LETTERS", "OLDEST", "NEWEST");
  private static final int MOST_GROUPS = 20;

  @Option(names = "--dry-run", description = "Show the letters and change nothing.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private ActorOptions actor;
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec subcommand;

  private final CliContext context;

  BulkChange(CliContext context) {
    this.context = context;
    this.confirmation = new Confirmation(context);
    this.actor = new ActorOptions(context);
  }

  OutputOptions output() {
    return output;
  }

  /** Shows the plan and asks for confirmation; returns null if the change may begin. */
  @Nullable BulkReport preview(BulkPlan plan, Instant now) {
    if (!output.json()) {
      printPreview(plan.selection(), plan.remedy(), now);
    }
    if (plan.selection().size() == 0) {
      return print(plan, BulkReport.unchanged(plan, Result.DONE));
    }
    if (dryRun) {
      return print(plan, BulkReport.unchanged(plan, Result.DRY_RUN));
    }
    return confirmation.isGiven(plan.action())
        ? null
        : print(plan, BulkReport.unchanged(plan, Result.DECLINED));
  }

  private void printPreview(LetterSelection selection, String remedy, Instant now) {
    PrintWriter out = context.out();
    List<LetterGroup> groups = selection.groups();
    if (!groups.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      groups.stream().limit(MOST_GROUPS).forEach(group -> rows.add(row(group, now)));
      out.println(new Table(HEADER, rows).render());
    }
    if (groups.size() > MOST_GROUPS) {
      out.println("... and " + number(groups.size() - MOST_GROUPS) + " rows more");
    }
    if (selection.malformed() > 0) {
      out.println(number(selection.malformed()) + " malformed stay: " + remedy);
    }
    out.flush();
  }

  private static List<String> row(LetterGroup group, Instant now) {
    return List.of(
        group.chat(),
        group.errorType(),
        number(group.letters()),
        Age.of(group.oldest(), now),
        Age.of(group.newest(), now));
  }

  /**
   * Changes the letters; the audit records the change.
   *
   * @param backup the file that gets the letters before; null without one
   */
  BulkReport run(
      BulkPlan plan,
      DeadLetters letters,
      LetterSweep.Change change,
      AuditTrail audit,
      @Nullable String backup) {
    try (StopRequest stop = StopRequest.listen()) {
      AuditTrail trail = audit.of(TypedLine.of(subcommand));
      return trail.during(
          actor.name(),
          "dlq " + plan.subcommand(),
          plan.filter(),
          tally -> {
            LetterSweep.Outcome outcome = sweep(plan, letters, change, stop, tally);
            Result result = outcome.stopped() ? Result.INTERRUPTED : Result.DONE;
            tally.result(result.word());
            return print(
                plan, BulkReport.of(plan, outcome.changed(), outcome.gone(), result, backup));
          });
    }
  }

  private LetterSweep.Outcome sweep(
      BulkPlan plan,
      DeadLetters letters,
      LetterSweep.Change change,
      StopRequest stop,
      ChangeTally tally) {
    SweepProgress progress =
        new SweepProgress(context.errProgress(), plan.selection().size(), System::nanoTime);
    LongConsumer counter =
        count -> {
          tally.count(count);
          progress.show(count);
        };
    Pace pace = new Pace(plan.interval(), System::nanoTime);
    try {
      LetterSweep.Outcome outcome =
          new LetterSweep(letters, plan.selection(), pace, stop, counter).run(change);
      progress.clear();
      return outcome;
    } catch (RuntimeException e) {
      progress.clear();
      context.err().println(number(tally.count()) + " " + plan.participle() + " before it failed");
      throw e;
    }
  }

  /** Prints a report and returns it. */
  private BulkReport print(BulkPlan plan, BulkReport report) {
    output.print(context.out(), report, List.of(report.line(plan)));
    return report;
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
