package dev.tgfetcher.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header, in columns as wide as they need to be. */
public record Table(List<String> header, List<List<String>> rows) {
  private static final String GAP = "  ";

  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("a row of " + row.size() + " under " + header);
      }
    }
  }

  /** Without a line break at the end. */
  public String render() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(column -> lines.stream().mapToInt(line -> width(line.get(column))).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> render(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String render(List<String> line, int[] widths) {
    return IntStream.range(0, line.size())
        .mapToObj(i -> line.get(i) + " ".repeat(widths[i] - width(line.get(i))))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
