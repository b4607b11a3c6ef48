package dev.tgfetcher.cli.archive.sql;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of messages, with the columns that are loaded.
 *
 * <ol>
 *   <li>{@link #create} creates the tables with all columns.
 *   <li>{@link #narrow} replaces the table by one with fewer columns, behind a view with all of
 *       them. The columns that are not loaded are null there.
 * </ol>
 *
 * @param columns in the order of the table
 */
record MessageTable(String schema, Set<MessageColumn> columns) {
  static final String NAME = "messages";
  private static final String TABLES = "tables.sql";
  private static final String NARROW = "loaded";

  MessageTable {
    columns = Collections.unmodifiableSet(EnumSet.copyOf(columns));
  }

  /** Creates the empty tables of {@code tables.sql}. */
  static MessageTable create(Connection connection) throws SQLException {
    run(connection, tables());
    return new MessageTable("main", EnumSet.allOf(MessageColumn.class));
  }

  /** A table for these columns and those of the key. The view needs the time of a row less. */
  MessageTable narrow(Connection connection, Set<MessageColumn> wanted) throws SQLException {
    Set<MessageColumn> kept = EnumSet.copyOf(MessageColumn.KEY);
    kept.addAll(wanted);
    String view =
        "CREATE VIEW %s AS SELECT %s FROM %s.%s"
            .formatted(NAME, expressions(connection, kept), NARROW, NAME);
    run(connection, "CREATE SCHEMA " + NARROW);
    run(
        connection,
        "CREATE TABLE %s.%s AS SELECT %s FROM main.%s LIMIT 0"
            .formatted(
                NARROW,
                NAME,
                kept.stream().map(MessageTable::quoted).collect(Collectors.joining(", ")),
                NAME));
    run(connection, "DROP TABLE main." + NAME);
    run(connection, view);
    return new MessageTable(NARROW, kept);
  }

  private static String expressions(Connection connection, Set<MessageColumn> kept)
      throws SQLException {
    List<String> expressions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet columns =
            statement.executeQuery(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '%s'"
                        .formatted(NAME)
                    + " ORDER BY column_index")) {
      while (columns.next()) {
        MessageColumn column = MessageColumn.of(columns.getString(1)).orElseThrow();
        expressions.add(
            kept.contains(column)
                ? quoted(column)
                : "CAST(NULL AS %s) AS %s".formatted(columns.getString(2), quoted(column)));
      }
    }
    return String.join(", ", expressions);
  }

  private static String quoted(MessageColumn column) {
    return '"' + column.sqlName() + '"';
  }

  /** A statement that removes the rows of one day; its parameters are the chat and the day. */
  String deleteDay() {
    return "DELETE FROM %s.%s WHERE chat = ? AND day = ?".formatted(schema, NAME);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String tables() {
    try (InputStream file = MessageTable.class.getResourceAsStream(TABLES)) {
      return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
