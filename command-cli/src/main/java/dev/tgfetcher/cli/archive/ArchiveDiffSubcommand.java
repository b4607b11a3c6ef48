package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.change.ChangeCounts;
import dev.tgfetcher.archive.change.DayDiff;
import dev.tgfetcher.archive.change.DayRevisions;
import dev.tgfetcher.archive.change.MessageChange;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.option.DayArgument;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Shows what differs between two revisions of a day.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive diff @your_channel 2025-11-07",
      "  tg-fetcher archive diff @your_channel 2025-11-07 1 3 -o json",
      "",
      "Without numbers, the newest revision is compared with the one before it."
    })
final class ArchiveDiffSubcommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CHAT", description = "A chat of the archive.")
  private String chat = "";

  @Parameters(
      index = "1",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "The day (UTC): 2025-11-07, yesterday, today.")
  private @Nullable DayArgument date;

  @Parameters(
      index = "2",
      paramLabel = "R1",
      arity = "0..1",
      description = "The older revision (default: the one before R2).")
  private @Nullable Integer older;

  @Parameters(
      index = "3",
      paramLabel = "R2",
      arity = "0..1",
      description = "The newer revision (default: the newest).")
  private @Nullable Integer newer;

  @Mixin private ArchiveOptions archive;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  ArchiveDiffSubcommand(CliContext context) {
    this.context = context;
    this.archive = new ArchiveOptions(context);
  }

  /**
   * A revision of the day.
   *
   * @param fetchedAt the time at which it was read from Telegram; null in files of version 1.0
   */
  record Side(int revision, @Nullable Instant fetchedAt) {}

  /** The differences of a day, as JSON. */
  record Difference(
      String chat,
      LocalDate date,
      Side before,
      Side after,
      ChangeCounts counts,
      List<MessageChange> changes) {}

  @Override
  public Integer call() {
    LocalDate day =
        (date == null ? new DayArgument.DaysAgo(1) : date)
            .on(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    try (OpenArchive opened = archive.open()) {
      String folder = ArchivedChat.folder(opened.store(), chat);
      print(folder, day, DayRevisions.of(opened.store(), folder, day));
    }
    return ExitCode.DONE;
  }

  private void print(String folder, LocalDate day, DayRevisions revisions) {
    int after = after(folder, day, revisions);
    int before = before(folder, day, revisions, after);
    try (ArchiveReader old = revisions.open(before);
        ArchiveReader now = revisions.open(after)) {
      Side from = new Side(before, old.header().fetchedAt());
      Side to = new Side(after, now.header().fetchedAt());
      PrintWriter out = spec.commandLine().getOut();
      List<MessageChange> changes = new ArrayList<>();
      Consumer<MessageChange> sink =
          output.json() ? changes::add : change -> out.println(ChangeText.line(change));
      if (!output.json()) {
        out.println(title(folder, day, from, to));
      }
      ChangeCounts counts = DayDiff.between(old, now, sink);
      output.print(
          out,
          new Difference(folder, day, from, to, counts, changes),
          List.of(ChangeText.counts(counts)));
    }
  }

  private int after(String folder, LocalDate day, DayRevisions revisions) {
    int newest =
        revisions
            .newest()
            .orElseThrow(
                () ->
                    CliException.failed(
                        "%s has no file of %s: 'tg-fetcher archive list %s' shows its days"
                            .formatted(folder, day, folder)));
    return newer == null ? newest : kept(revisions, newer);
  }

  private int before(String folder, LocalDate day, DayRevisions revisions, int after) {
    if (older != null) {
      return kept(revisions, older);
    }
    return revisions
        .before(after)
        .orElseThrow(
            () ->
                CliException.failed(
                    "%s %s has no revision before %d: ARCHIVE_REVISIONS says how many are kept"
                        .formatted(folder, day, after)));
  }

  private static int kept(DayRevisions revisions, int number) {
    if (!revisions.numbers().contains(number)) {
      throw CliException.wrongUsage(
          "revision %d is not kept; there are %s".formatted(number, revisions.numbers()));
    }
    return number;
  }

  private static String title(String folder, LocalDate day, Side from, Side to) {
    return "%s %s: revision %s and %s".formatted(folder, day, side(from), side(to));
  }

  private static String side(Side side) {
    return side.revision() + " (read " + ChangeText.time(side.fetchedAt()) + ")";
  }
}
