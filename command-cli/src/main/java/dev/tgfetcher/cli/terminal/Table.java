package dev.tgfetcher.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Rows under a header; each column is as wide as its widest cell. */
public record Table(List<String> header, List<List<String>> rows) {
  private static final String GAP = "  ";
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

  /**
   * Takes rows with more cells than the header has columns.
   *
   * @param more the header of the other cells
   * @param wide whether the table has the other cells as well
   */
  public Table(List<String> header, List<List<String>> rows, List<String> more, boolean wide) {
    this(
        wide ? Stream.concat(header.stream(), more.stream()).toList() : header,
        wide || more.isEmpty()
            ? rows
            : rows.stream().map(row -> row.subList(0, header.size())).toList());
  }

  /** Draws the table; no line break follows the last row. */
  public String render() {
    return String.join("\n", lines(true));
  }

  /** Draws the table line by line, with or without its header. */
  public List<String> lines(boolean withHeader) {
    List<List<String>> lines = new ArrayList<>();
    if (withHeader) {
      lines.add(header);
    }
    lines.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(column -> lines.stream().mapToInt(line -> width(line.get(column))).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> render(line, widths)).toList();
  }

  private static String render(List<String> line, int[] widths) {
    return IntStream.range(0, line.size())
        .mapToObj(i -> line.get(i) + " ".repeat(widths[i] - width(line.get(i))))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  /**
   * The columns that a text takes on a terminal; a Chinese, Japanese or Korean character takes two.
   * Picocli knows these characters, but its own table pads them as narrow ones.
   */
  private static int width(String text) {
    return PLAIN.text(text).getCJKAdjustedLength();
  }
}
