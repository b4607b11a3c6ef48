package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.schema.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * The options for the format of printed data, and the printer for all subcommands:
 *
 * <ol>
 *   <li>{@code table} for people; {@code wide} has more columns;
 *   <li>{@code json} is one document, {@code jsonl} one line for each row, {@code yaml} is for
 *       reading, and {@code name} prints the id of each row for another command line.
 * </ol>
 */
public final class OutputOptions {
  enum Format {
    table,
    wide,
    json,
    jsonl,
    yaml,
    name
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(names = "--no-headers", description = "Tables without their first line.")
  private boolean noHeaders;

  /** Whether to print data for programs in place of text. */
  public boolean json() {
    return switch (format) {
      case table, wide -> false;
      case json, jsonl, yaml, name -> true;
    };
  }

  /** Whether data is one JSON document. */
  public boolean isJsonDocument() {
    return format == Format.json;
  }

  /** Whether tables have all columns. */
  public boolean isWide() {
    return format == Format.wide;
  }

  /** Prints the value as data, or the lines. */
  public void print(PrintWriter out, Object value, List<String> lines) {
    if (json()) {
      printData(out, value);
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  /** Prints the value as data, or the table. */
  public void print(PrintWriter out, Object value, Table table) {
    print(out, value, table.lines(!noHeaders));
  }

  /** Prints the values as data, or as a table with a row for each. */
  public <T> void print(
      PrintWriter out, List<T> values, List<String> header, Function<T, List<String>> row) {
    print(out, values, header, List.of(), row);
  }

  /**
   * Prints the values as data, or as a table with a row for each.
   *
   * @param more the columns that only a wide table has, after the others
   * @param row all cells of a value
   */
  public <T> void print(
      PrintWriter out,
      List<T> values,
      List<String> header,
      List<String> more,
      Function<T, List<String>> row) {
    print(out, values, new Table(header, values.stream().map(row).toList(), more, isWide()));
  }

  /** Prints the first values up to a limit; with a table, a line on standard error reports more. */
  public <T> void printFirst(
      int limit,
      CommandLine subcommand,
      List<T> found,
      List<String> header,
      Function<T, List<String>> row) {
    printFirst(limit, subcommand, found, header, List.of(), row);
  }

  /** Prints the first values up to a limit, with more columns in a wide table. */
  public <T> void printFirst(
      int limit,
      CommandLine subcommand,
      List<T> found,
      List<String> header,
      List<String> more,
      Function<T, List<String>> row) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    print(subcommand.getOut(), shown, header, more, row);
    if (found.size() > limit && !json()) {
      subcommand.getErr().println("There are more; --limit shows them.");
    }
  }

  /** Prints one row of a stream of rows: as data on its own, or as a line. */
  public void printRow(PrintWriter out, Object row, String line) {
    if (format == Format.yaml) {
      out.println(YamlText.of(Json.MAPPER.valueToTree(List.of(row))));
    } else {
      print(out, row, List.of(line));
    }
    out.flush();
  }

  private void printData(PrintWriter out, Object value) {
    switch (format) {
      case json -> out.println(Json.MAPPER.writeValueAsString(value));
      case jsonl -> rows(value).forEach(row -> out.println(Json.MAPPER.writeValueAsString(row)));
      case yaml -> out.println(YamlText.of(Json.MAPPER.valueToTree(value)));
      case name -> rows(value).forEach(row -> out.println(RowName.of(row)));
      case table, wide -> throw new IllegalStateException("a table is no data");
    }
  }

  private static Iterable<JsonNode> rows(Object value) {
    JsonNode tree = Json.MAPPER.valueToTree(value);
    return tree.isArray() ? tree : List.of(tree);
  }
}
