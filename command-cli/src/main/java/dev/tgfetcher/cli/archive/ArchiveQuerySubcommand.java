package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.archive.sql.ArchiveDatabase;
import dev.tgfetcher.cli.archive.sql.DaySelection;
import dev.tgfetcher.cli.archive.sql.LoadReport;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a statement of SQL over the archived messages.",
      "The tables are messages, with a row for each message and comment, and days; DESCRIBE"
          + " messages lists the columns. The statement is DuckDB's SQL. It sees a copy of the"
          + " archive, and reaches no file and no other machine."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive query 'SELECT sender_name, count(*) AS n FROM messages",
      "      GROUP BY sender_name ORDER BY n DESC LIMIT 10'",
      "  tg-fetcher archive query \"SELECT date, text FROM messages WHERE text ILIKE '%tide%'\""
          + " @harbour",
      "  tg-fetcher archive query 'SELECT chat, day FROM days WHERE NOT complete' -o json",
      "",
      "Exits 1 if a day could not be read; its rows are missing then."
    })
final class ArchiveQuerySubcommand implements Callable<Integer> {
  private static final int ROWS_OF_A_TABLE = 1000;

  @Parameters(index = "0", paramLabel = "SQL", description = "The statement.")
  private String sql = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CHAT",
      description = "Only these chats (default: all).")
  private List<String> chats = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "At most N rows (default: 1000 in a table, all as JSON).")
  private @Nullable Integer limit;

  @Mixin private DayRangeOptions range;
  @Mixin private ArchiveOptions archive;
  @Mixin private DatabaseOptions database;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (OpenArchive opened = archive.open()) {
      DaySelection selection = range.selection(opened.store(), chats, null);
      return database.use(tables -> query(tables, opened.store(), selection));
    }
  }

  private int query(ArchiveDatabase tables, StoredDays days, DaySelection selection)
      throws InterruptedException {
    DatabaseOptions.LoadProgressLine progress = database.progress();
    tables.narrowTo(sql);
    LoadReport loaded =
        tables.load(days, selection, Runtime.getRuntime().availableProcessors(), progress);
    progress.clear();
    tables.query(sql, rows -> printer().print(rows));
    return database.reportUnreadable(loaded) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private QueryOutput printer() {
    int rows = limit != null ? limit : output.json() ? Integer.MAX_VALUE : ROWS_OF_A_TABLE;
    return new QueryOutput(spec.commandLine().getOut(), spec.commandLine().getErr(), output, rows);
  }
}
