package dev.tgfetcher.cli.archive;

import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.schema.json.Json;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints the rows of a query.
 *
 * <ol>
 *   <li>As JSON they are one array with a row a line, which is written while it is read.
 *   <li>As a table they are held in memory, so their number is limited.
 * </ol>
 */
final class QueryOutput {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputOptions output;
  private final int limit;

  QueryOutput(PrintWriter out, PrintWriter err, OutputOptions output, int limit) {
    this.out = out;
    this.err = err;
    this.output = output;
    this.limit = limit;
  }

  void print(ResultSet rows) throws SQLException {
    List<String> columns = columns(rows.getMetaData());
    if (output.isJsonDocument()) {
      printJson(rows, columns);
    } else if (output.json()) {
      printRows(rows, columns);
    } else {
      printTable(rows, columns);
    }
    out.flush();
  }

  /** The names of the columns; a repeated name gets a number, because keys of JSON are unique. */
  private static List<String> columns(ResultSetMetaData metadata) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String label = metadata.getColumnLabel(i);
      String name = label;
      for (int n = 1; names.contains(name); n++) {
        name = label + "_" + n;
      }
      names.add(name);
    }
    return names;
  }

  private void printJson(ResultSet rows, List<String> columns) throws SQLException {
    String separator = "[";
    for (int i = 0; i < limit && !out.checkError() && rows.next(); i++) {
      out.print(separator + "\n" + Json.MAPPER.writeValueAsString(json(rows, columns)));
      separator = ",";
    }
    out.println(separator.equals("[") ? "[]" : "\n]");
  }

  private void printRows(ResultSet rows, List<String> columns) throws SQLException {
    for (int i = 0; i < limit && !out.checkError() && rows.next(); i++) {
      output.printRow(out, json(rows, columns), "");
    }
  }

  private static ObjectNode json(ResultSet rows, List<String> columns) throws SQLException {
    ObjectNode row = Json.MAPPER.createObjectNode();
    for (int column = 0; column < columns.size(); column++) {
      row.set(columns.get(column), SqlValue.json(rows.getObject(column + 1)));
    }
    return row;
  }

  private void printTable(ResultSet rows, List<String> columns) throws SQLException {
    List<List<String>> cells = new ArrayList<>();
    boolean isMore = rows.next();
    while (isMore && cells.size() < limit) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= columns.size(); column++) {
        row.add(SqlValue.cell(rows.getObject(column)));
      }
      cells.add(row);
      isMore = rows.next();
    }
    List<String> header = columns.stream().map(SqlValue::printable).toList();
    output.print(out, cells, new Table(header, cells));
    if (isMore) {
      err.println("There are more; --limit shows them.");
    }
  }
}
