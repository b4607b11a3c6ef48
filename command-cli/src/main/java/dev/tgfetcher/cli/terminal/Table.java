package dev.tgfetcher.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows under a header, in columns as wide as they need to be. */
public record Table(List<String> header, List<List<String>> rows) {
  private static final int GAP = 2;
  private static final ColorScheme PLAIN = Help.defaultColorScheme(Ansi.OFF);

  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("a row of " + row.size() + " under " + header);
      }
    }
  }

  /** Draws the table; no line break follows the last row. */
  public String render() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(rows);
    Column[] columns =
        IntStream.range(0, header.size())
            .mapToObj(column -> new Column(width(lines, column) + GAP, 0, Overflow.TRUNCATE))
            .toArray(Column[]::new);
    TextTable table = TextTable.forColumns(PLAIN, columns);
    table.setAdjustLineBreaksForWideCJKCharacters(true);
    lines.forEach(line -> table.addRowValues(line.toArray(String[]::new)));
    return table.toString().replaceFirst("\\R\\z", "");
  }

  /** In columns of a terminal; a Chinese, Japanese or Korean character takes two. */
  private static int width(List<List<String>> lines, int column) {
    return lines.stream()
        .mapToInt(line -> PLAIN.text(line.get(column)).getCJKAdjustedLength())
        .max()
        .orElse(0);
  }
}
