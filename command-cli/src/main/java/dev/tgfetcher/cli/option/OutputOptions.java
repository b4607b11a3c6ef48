package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.schema.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** In which form data is printed. */
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

  /** Prints one of both: the value as one JSON document, or the table. */
  public void print(PrintWriter out, Object value, Table table) {
    out.println(json() ? Json.MAPPER.writeValueAsString(value) : table.render());
    out.flush();
  }
}
