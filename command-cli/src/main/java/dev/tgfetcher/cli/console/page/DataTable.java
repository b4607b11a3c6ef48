package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A table of rows that a subcommand printed as JSON. */
final class DataTable {
  private final String caption;
  private final List<Column> columns = new ArrayList<>();

  private record Column(String name, boolean isNumber, Function<JsonNode, Object> cell) {}

  DataTable(String caption) {
    this.caption = caption;
  }

  /** Adds a column of texts or nodes. */
  DataTable column(String name, Function<JsonNode, Object> cell) {
    columns.add(new Column(name, false, cell));
    return this;
  }

  /** Adds a column with a field of the rows. */
  DataTable column(String name, String field) {
    return column(name, row -> el("bdi", Values.text(row.path(field))));
  }

  /** Adds a column of numbers. */
  DataTable number(String name, Function<JsonNode, Object> cell) {
    columns.add(new Column(name, true, cell));
    return this;
  }

  /** Adds a column with a number of the rows. */
  DataTable number(String name, String field) {
    return number(name, row -> Values.number(row.path(field)));
  }

  /** The table, or a sentence if it has no rows. */
  Html of(Iterable<JsonNode> rows, String without) {
    List<Html> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row)));
    if (lines.isEmpty()) {
      return el("p", attr("class", "none"), without);
    }
    List<Html> names =
        columns.stream()
            .map(column -> (Html) el("th", attr("scope", "col"), kind(column), column.name()))
            .toList();
    return el(
        "div",
        attr("class", "scroll"),
        attr("tabindex", "0"),
        attr("role", "region"),
        attr("aria-label", caption),
        el("table", el("caption", caption), el("thead", el("tr", names)), el("tbody", lines)));
  }

  private Html line(JsonNode row) {
    return el(
        "tr",
        columns.stream()
            .map(column -> (Html) el("td", kind(column), column.cell().apply(row)))
            .toList());
  }

  private static List<Html.Attribute> kind(Column column) {
    return column.isNumber() ? List.of(attr("class", "number")) : List.of();
  }
}
