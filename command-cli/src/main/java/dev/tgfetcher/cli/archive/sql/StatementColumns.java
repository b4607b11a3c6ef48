package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.schema.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The columns of {@code messages} that a statement reads, from its plan over empty tables. The plan
 * is made in a database of its own, which reaches no file and keeps no row. Of DuckDB's optimizers
 * only the one that removes unused columns is on, so that no other one removes a scan because the
 * tables are empty.
 */
final class StatementColumns {
  /** Other statements, such as DESCRIBE, show more of a table than the rows of its plan. */
  private static final Pattern QUERY = Pattern.compile("(?is)\\s*(?:SELECT|WITH|FROM)\\b.*");

  /** The plan does not show rowid, and has the first one of several statements alone. */
  private static final Pattern UNCLEAR = Pattern.compile("(?is).*(?:\\browid\\b|;\\s*\\S).*");

  private StatementColumns() {}

  /** Opens a database without tables. */
  @FunctionalInterface
  interface EmptyDatabase {
    Connection open() throws SQLException;
  }

  /** Empty when the plan does not say it: the statement needs all columns, or is wrong. */
  static Optional<Set<MessageColumn>> of(String sql, EmptyDatabase opening) {
    if (!QUERY.matcher(sql).matches() || UNCLEAR.matcher(sql).matches()) {
      return Optional.empty();
    }
    try (Connection empty = opening.open()) {
      MessageTable unused = MessageTable.create(empty);
      return scanned(plan(empty, sql));
    } catch (SQLException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static JsonNode plan(Connection empty, String sql) throws SQLException {
    try (Statement statement = empty.createStatement()) {
      statement.execute("SET disabled_optimizers = '" + otherOptimizers(statement) + "'");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      try (ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
        return plan.next() ? Json.MAPPER.readTree(plan.getString(2)) : Json.MAPPER.nullNode();
      }
    }
  }

  private static String otherOptimizers(Statement statement) throws SQLException {
    try (ResultSet all =
        statement.executeQuery(
            "SELECT string_agg(name, ',') FROM duckdb_optimizers()"
                + " WHERE name <> 'unused_columns'")) {
      return all.next() ? String.valueOf(all.getString(1)) : "";
    }
  }

  private static Optional<Set<MessageColumn>> scanned(JsonNode plan) {
    Set<MessageColumn> columns = EnumSet.noneOf(MessageColumn.class);
    for (JsonNode details : plan.findValues("extra_info")) {
      if (details.path("Table").asString("").equals("memory.main." + MessageTable.NAME)
          && !addProjections(details.path("Projections"), columns)) {
        return Optional.empty();
      }
    }
    return plan.isArray() ? Optional.of(columns) : Optional.empty();
  }

  /** One column is a text, several are an array, and none is an empty text. */
  private static boolean addProjections(JsonNode projections, Set<MessageColumn> columns) {
    if (projections.isString() && projections.stringValue().isEmpty()) {
      return true;
    }
    if (!projections.isString() && !projections.isArray()) {
      return false;
    }
    for (JsonNode name :
        projections.isArray() ? projections : Json.MAPPER.createArrayNode().add(projections)) {
      Optional<MessageColumn> column = MessageColumn.of(name.asString(""));
      if (column.isEmpty()) {
        return false;
      }
      columns.add(column.get());
    }
    return true;
  }
}
