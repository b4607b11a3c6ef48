package dev.tgfetcher.cli;

import dev.tgfetcher.schema.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** In which form data is printed. */
final class OutputOptions {
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

  boolean json() {
    return format == Format.json;
  }

  /** Prints one of both: the value as one JSON document, or the table. */
  void print(PrintWriter out, Object value, Table table) {
    out.println(json() ? Json.MAPPER.writeValueAsString(value) : table.render());
    out.flush();
  }
}
