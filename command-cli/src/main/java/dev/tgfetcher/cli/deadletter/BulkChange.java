package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.cli.audit.ChangeTally;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Confirmation;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A change of many dead letters, as a person wants to make it:
 *
 * <ol>
 *   <li>shows what would be changed;
 *   <li>asks, unless it was told not to;
 *   <li>changes, with a progress bar, until it is done or told to stop;
 *   <li>says how many were changed, and how many are left.
 * </ol>
 */
final class BulkChange {
  private static final List<String> HEADER =
      List.of("CHAT", "ERROR TYPE", "LETTERS", "OLDEST", "NEWEST");
  private static final int MOST_GROUPS = 20;

  @Option(names = "--dry-run", description = "Show what would be changed, and change nothing.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private ActorOptions actor;
  @Mixin private OutputOptions output = new OutputOptions();

  private final CliContext context;

  public BulkChange(CliContext context) {
    this.context = context;
    this.confirmation = new Confirmation(context);
    this.actor = new ActorOptions(context);
  }

  /**
   * What is done to the letters.
   *
   * @param subcommand such as {@code replay}
   * @param done such as {@code replayed}
   * @param filter which letters, in the words of the command line
   * @param interval between two letters
   * @param remedy for those that cannot be changed so
   */
  record Plan(
      String subcommand,
      String done,
      String filter,
      LetterSelection selection,
      Duration interval,
      String remedy) {

    String title() {
      return subcommand.substring(0, 1).toUpperCase(Locale.ROOT) + subcommand.substring(1);
    }
  }

  /** What came of it, as it is printed. */
  record Report(
      int matched,
      long changed,
      long left,
      long gone,
      int malformed,
      String result,
      @Nullable String backup,
      List<LetterGroup> groups) {

    int exitCode() {
      return switch (result) {
        case "interrupted" -> ExitCode.INTERRUPTED;
        case "declined" -> ExitCode.FAILED;
        default -> ExitCode.DONE;
      };
    }
  }

  /** Shows what would be changed, and asks; returns a report if that is all. */
  @Nullable Report preview(Plan plan, Instant now) {
    if (!output.json()) {
      printPreview(plan.selection(), plan.remedy(), now);
    }
    if (plan.selection().size() == 0) {
      return print(plan, report(plan, 0, 0, "done", null));
    }
    if (dryRun) {
      return print(plan, report(plan, 0, 0, "dry_run", null));
    }
    int letters = plan.selection().size();
    String action =
        plan.title() + " " + number(letters) + (letters == 1 ? " dead letter" : " dead letters");
    return confirmation.isGiven(action) ? null : print(plan, report(plan, 0, 0, "declined", null));
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
   * Changes the letters, which the audit tells of.
   *
   * @param backup where they were written before; null if nowhere
   */
  Report run(
      Plan plan,
      DeadLetters letters,
      LetterSweep.Change change,
      AuditTrail audit,
      @Nullable String backup) {
    try (StopRequest stop = StopRequest.listen()) {
      return audit.during(
          actor.name(),
          "dlq " + plan.subcommand(),
          plan.filter(),
          tally -> {
            LetterSweep.Outcome outcome = sweep(plan, letters, change, stop, tally);
            String result = outcome.stopped() ? "interrupted" : "done";
            tally.result(result);
            return print(plan, report(plan, outcome.changed(), outcome.gone(), result, backup));
          });
    }
  }

  private LetterSweep.Outcome sweep(
      Plan plan,
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
      context.err().println(number(tally.count()) + " " + plan.done() + " before it failed");
      throw e;
    }
  }

  private static Report report(
      Plan plan, long changed, long gone, String result, @Nullable String backup) {
    LetterSelection selection = plan.selection();
    return new Report(
        selection.size(),
        changed,
        selection.size() - changed - gone,
        gone,
        selection.malformed(),
        result,
        backup,
        selection.groups());
  }

  /** Prints a report; returns it. */
  private Report print(Plan plan, Report report) {
    PrintWriter out = context.out();
    out.println(output.json() ? Json.MAPPER.writeValueAsString(report) : line(plan, report));
    out.flush();
    return report;
  }

  private static String line(Plan plan, Report report) {
    if (report.matched() == 0) {
      return "No dead letter to " + plan.subcommand() + ".";
    }
    String line =
        switch (report.result()) {
          case "dry_run" -> number(report.matched()) + " would be " + plan.done() + ".";
          case "declined" -> "Nothing was " + plan.done() + ".";
          case "interrupted" ->
              "Interrupted: "
                  + number(report.changed())
                  + " "
                  + plan.done()
                  + ", "
                  + number(report.left())
                  + " left.";
          default -> number(report.changed()) + " " + plan.done() + ".";
        };
    if (report.gone() > 0) {
      line += " " + number(report.gone()) + " were taken by somebody else meanwhile.";
    }
    return report.backup() == null ? line : line + " They are in " + report.backup() + ".";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
