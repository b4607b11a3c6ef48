package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.schema.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that says in which format data is printed. */
public final class OutputOptions {
  enum Format {
    table,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  public boolean json() {
    return format == Format.json;
  }

  /** Prints the value as one JSON document, or the lines. */
  public void print(PrintWriter out, Object value, List<String> lines) {
    if (json()) {
      out.println(Json.MAPPER.writeValueAsString(value));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  /** Prints the value as one JSON document, or the table. */
  public void print(PrintWriter out, Object value, Table table) {
    print(out, value, List.of(table.render()));
  }

  /** Prints the values as one JSON array, or as a table with a row for each. */
  public <T> void print(
      PrintWriter out, List<T> values, List<String> header, Function<T, List<String>> row) {
    print(out, values, new Table(header, values.stream().map(row).toList()));
  }

  /** Prints the first values up to a limit; with a table, a line on standard error reports more. */
  public <T> void printFirst(
      int limit,
      CommandLine subcommand,
      List<T> found,
      List<String> header,
      Function<T, List<String>> row) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    print(subcommand.getOut(), shown, header, row);
    if (found.size() > limit && !json()) {
      subcommand.getErr().println("There are more; --limit shows them.");
    }
  }
}
