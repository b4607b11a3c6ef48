package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.archive.sql.ArchiveDatabase;
import dev.tgfetcher.cli.archive.sql.DaySelection;
import dev.tgfetcher.cli.archive.sql.ExportFormat;
import dev.tgfetcher.cli.archive.sql.LoadReport;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.TimeArgument;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes archived messages as tables, for analyzers and spreadsheets.",
      "The new folder has messages, with a row for each message and comment, days, and"
          + " export.json. The columns do not depend on the data."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive export --format parquet --into export",
      "  tg-fetcher archive export @harbour --from 2025-11-01 --format csv --into november",
      "  tg-fetcher archive export --since 2025-11-08T10:25:00Z --format jsonl --into next",
      "",
      "An increment has each day whose file was written since, as a whole: replace all rows of its",
      "days. The output names the time for the next increment.",
      "Exits 1 if a day could not be read; the export has the others then."
    })
final class ArchiveExportSubcommand implements Callable<Integer> {
  /** A file that was being written when an export began belongs to the next increment. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  @Parameters(paramLabel = "CHAT", arity = "0..*", description = "Only these chats (default: all).")
  private List<String> chats = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private ExportFormat format = ExportFormat.jsonl;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "New folder to write.")
  private Path target = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description =
          "Only days whose file was written since: 30m, 2h, 2025-11-07 or 2025-11-07T10:30:00Z.")
  private @Nullable TimeArgument since;

  @Mixin private DayRangeOptions range;
  @Mixin private ArchiveOptions archive;
  @Mixin private DatabaseOptions database;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public ArchiveExportSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant begin = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Instant writtenSince = since == null ? null : since.before(begin);
    try (OpenArchive opened = archive.open()) {
      return export(opened.store(), begin, writtenSince);
    }
  }

  private int export(StoredDays days, Instant begin, @Nullable Instant writtenSince)
      throws InterruptedException {
    DaySelection selection = range.selection(days, chats, writtenSince);
    Path folder = context.directory().resolve(target).toAbsolutePath().normalize();
    return database.use(
        tables -> {
          try (ExportFolder export = ExportFolder.create(folder)) {
            return export(tables, days, selection, begin, export);
          }
        });
  }

  private int export(
      ArchiveDatabase tables,
      StoredDays days,
      DaySelection selection,
      Instant begin,
      ExportFolder export)
      throws InterruptedException {
    DatabaseOptions.LoadProgressLine progress = database.progress();
    LoadReport loaded = tables.load(days, selection, 1, progress);
    progress.clear();
    ExportSummary summary = summary(selection, begin, loaded);
    tables.export(format, export.unfinished());
    writeSummary(export.unfinished().resolve("export.json"), summary);
    export.publish();
    output.print(spec.commandLine().getOut(), summary, lines(summary));
    return database.reportUnreadable(loaded) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private ExportSummary summary(DaySelection selection, Instant begin, LoadReport loaded) {
    return new ExportSummary(
        ExportSummary.SCHEMA_VERSION,
        format,
        selection.writtenSince(),
        begin.minus(OVERLAP),
        loaded.days(),
        loaded.messages(),
        loaded.comments(),
        loaded.unreadable());
  }

  private static void writeSummary(Path file, ExportSummary summary) {
    try {
      DurableFiles.write(file, Json.MAPPER.writeValueAsBytes(summary));
    } catch (IOException e) {
      throw new StorageException("write", file, e);
    }
  }

  private List<String> lines(ExportSummary summary) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d messages and %,d comments of %,d days are in %s",
            summary.messages(),
            summary.comments(),
            summary.days(),
            target),
        "The next increment: --since " + summary.nextSince());
  }
}
