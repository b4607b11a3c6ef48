package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.terminal.CliException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A copy of archived days as tables in the memory of this process; rows beyond the limit of memory
 * are in its scratch folder.
 *
 * <ol>
 *   <li>{@link #open} creates the empty tables of {@code tables.sql}, and {@link #narrowTo} leaves
 *       out the columns that a statement does not need.
 *   <li>{@link #load} fills them.
 *   <li>{@link #export} writes them to a folder, or {@link #query} runs a statement of the operator
 *       behind locks: it can read and write no file, load no extension, and change no setting.
 * </ol>
 */
public final class ArchiveDatabase implements AutoCloseable {
  /** DuckDB aborts the process when its log has a refused file as its storage. */
  private static final Pattern ABORTS = Pattern.compile("(?i)\\benable_logging\\b");

  private final Properties settings;
  private final DuckDBConnection connection;
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
  private volatile boolean cancelled;
  private MessageTable messages;

  private ArchiveDatabase(Properties settings, DuckDBConnection connection, MessageTable messages) {
    this.settings = settings;
    this.connection = connection;
    this.messages = messages;
  }

  /**
   * Opens a database without rows.
   *
   * @param memory the limit of DuckDB's memory, such as {@code 512MB}
   */
  public static ArchiveDatabase open(ScratchFolder scratch, String memory)
      throws InterruptedException {
    try {
      Properties settings = settings(scratch.path(), memory);
      DuckDBConnection connection = connect(settings);
      ArchiveDatabase database =
          new ArchiveDatabase(settings, connection, MessageTable.create(connection));
      database.run("SET TimeZone = 'UTC'");
      return database;
    } catch (NoClassDefFoundError e) {
      throw CliException.failed(
          "DuckDB's driver is missing: run this subcommand by the script tg-fetcher, which has it"
              + " in command-cli/target/app/duckdb");
    } catch (SQLException e) {
      throw SqlFailure.ofProgram(e);
    }
  }

  /** DuckDB loads nothing from other machines and no file of the user's home. */
  private static Properties settings(Path scratch, String memory) {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", memory);
    settings.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    settings.setProperty("temp_directory", scratch.resolve("spill").toString());
    settings.setProperty("home_directory", scratch.toString());
    settings.setProperty("extension_directory", scratch.resolve("extensions").toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("allow_persistent_secrets", "false");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    return settings;
  }

  private static DuckDBConnection connect(Properties settings) throws SQLException {
    return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  /**
   * Leaves out the columns that a statement does not read. Call it before {@link #load}; the
   * statement then finds null in these columns.
   */
  public void narrowTo(String sql) throws InterruptedException {
    requireNoAbort(sql);
    try {
      Optional<Set<MessageColumn>> read = StatementColumns.of(sql, () -> connect(settings));
      if (read.isPresent()) {
        messages = messages.narrow(connection, read.get());
      }
    } catch (SQLException e) {
      throw SqlFailure.ofProgram(e);
    }
  }

  /**
   * Loads days.
   *
   * @param threads with one thread, rows have the order of chats, days and ids
   * @param progress is notified of each day
   */
  public LoadReport load(
      StoredDays days, DaySelection selection, int threads, LoadProgress progress)
      throws InterruptedException {
    try {
      return new ArchiveLoad(days, connection, messages, () -> cancelled, progress)
          .run(selection, threads);
    } catch (SQLException e) {
      throw SqlFailure.ofProgram(e);
    }
  }

  /**
   * Writes both tables into a folder, as {@code messages} and {@code days} with the ending of the
   * format.
   */
  public void export(ExportFormat format, Path folder) throws InterruptedException {
    try {
      for (String table : new String[] {"days", "messages"}) {
        String file = folder.resolve(table + "." + format.ending()).toString();
        run("COPY %s TO '%s' (%s)".formatted(table, file.replace("'", "''"), format.options()));
      }
    } catch (SQLException e) {
      throw SqlFailure.ofProgram(e);
    }
  }

  /**
   * Runs a statement of the operator.
   *
   * @throws CliException if the statement is wrong, or reaches for something outside the tables
   */
  public void query(String sql, ResultPrinter printer) throws InterruptedException {
    requireNoAbort(sql);
    try {
      run("SET enable_external_access = false");
      run("SET lock_configuration = true");
      run("BEGIN TRANSACTION READ ONLY");
      try (Statement statement = begin()) {
        if (statement.execute(sql)) {
          printer.print(statement.getResultSet());
        }
      } finally {
        running.set(null);
      }
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e);
    }
  }

  private static void requireNoAbort(String sql) {
    if (ABORTS.matcher(sql).find()) {
      throw CliException.wrongUsage("enable_logging is not available here: leave it out");
    }
  }

  /** Ends the running statement, and all later ones; another thread calls it. */
  public void cancel() {
    cancelled = true;
    Statement statement = running.get();
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException alreadyEnded) {
        // There is nothing left to cancel.
      }
    }
  }

  private void run(String sql) throws SQLException, InterruptedException {
    try (Statement statement = begin()) {
      statement.execute(sql);
    } finally {
      running.set(null);
    }
  }

  private Statement begin() throws SQLException, InterruptedException {
    Statement statement = connection.createStatement();
    running.set(statement);
    if (cancelled) {
      statement.close();
      throw new InterruptedException("the subcommand was stopped");
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw CliException.failed(SqlFailure.message(e));
    }
  }
}
