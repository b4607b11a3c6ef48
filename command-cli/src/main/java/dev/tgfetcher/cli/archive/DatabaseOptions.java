package dev.tgfetcher.cli.archive;

import dev.tgfetcher.cli.archive.sql.ArchiveDatabase;
import dev.tgfetcher.cli.archive.sql.LoadReport;
import dev.tgfetcher.cli.archive.sql.ScratchFolder;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.ProgressBar;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.cli.terminal.StopRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the database that holds the days while a subcommand runs. */
final class DatabaseOptions {
  private static final int BAR = 30;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "512MB",
      description = "Memory for the rows, such as 2GB; the rest is on disk (default: 512MB).")
  private String memory = "512MB";

  @Option(
      names = "--temp-dir",
      paramLabel = "DIR",
      description = "Folder for the rest, instead of the system's folder for temporary files.")
  private @Nullable Path directory;

  private final CliContext context;

  public DatabaseOptions(CliContext context) {
    this.context = context;
  }

  /** The work of a subcommand with the database. */
  @FunctionalInterface
  interface Work {
    int run(ArchiveDatabase database) throws InterruptedException;
  }

  /** Runs the work with an empty database. Ctrl-C ends it, and the temporary files are removed. */
  int use(Work work) throws InterruptedException {
    if (!memory.matches("(?i)[1-9]\\d{0,8}\\s*(MB|GB|MiB|GiB)")) {
      throw CliException.wrongUsage("--memory " + memory + " is no size: write 512MB or 2GB");
    }
    AtomicReference<@Nullable ArchiveDatabase> opened = new AtomicReference<>();
    // The process ends when the request is closed, so this comes after all files are removed.
    try (StopRequest stop = StopRequest.listen(() -> cancel(opened.get()));
        ScratchFolder scratch = ScratchFolder.create(parent());
        ArchiveDatabase database = ArchiveDatabase.open(scratch, memory)) {
      opened.set(database);
      requireNoStop(stop);
      int exitCode = work.run(database);
      requireNoStop(stop);
      return exitCode;
    }
  }

  private static void cancel(@Nullable ArchiveDatabase database) {
    if (database != null) {
      database.cancel();
    }
  }

  private static void requireNoStop(StopRequest stop) throws InterruptedException {
    if (stop.isRequested()) {
      throw new InterruptedException("the subcommand was stopped");
    }
  }

  private Path parent() {
    if (directory == null) {
      return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }
    Path parent = context.directory().resolve(directory).toAbsolutePath().normalize();
    if (!Files.isDirectory(parent)) {
      throw CliException.wrongUsage("--temp-dir " + directory + " is no folder");
    }
    return parent;
  }

  /** Shows the progress of loading on a terminal. */
  LoadProgressLine progress() {
    return new LoadProgressLine(context.errProgress());
  }

  /** Reports each day that cannot be read; returns whether there is any. */
  boolean reportUnreadable(LoadReport report) {
    for (LoadReport.UnreadableDay day : report.unreadable()) {
      context
          .err()
          .println(
              "%s %s is left out: %s; fetch the day again with force"
                  .formatted(day.chat(), day.date(), day.reason()));
    }
    return !report.unreadable().isEmpty();
  }

  /** A line on standard error that shows how many days are loaded. */
  static final class LoadProgressLine implements dev.tgfetcher.cli.archive.sql.LoadProgress {
    private final ProgressLines lines;

    LoadProgressLine(ProgressLines lines) {
      this.lines = lines;
    }

    @Override
    public synchronized void onDay(int done, int total) {
      String text = "%,d of %,d days".formatted(done, total);
      lines.show(ProgressBar.before(text, done, total, BAR, lines.width()));
    }

    void clear() {
      lines.clear();
    }
  }
}
