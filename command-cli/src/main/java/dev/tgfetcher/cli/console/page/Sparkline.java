package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws numbers as a small line, with the numbers themselves for readers without eyes. */
final class Sparkline {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 28;

  private Sparkline() {}

  static Html of(String name, List<Long> values) {
    long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double x = values.size() < 2 ? 0 : (double) WIDTH * i / (values.size() - 1);
      double y = HEIGHT - 2 - (HEIGHT - 4.0) * values.get(i) / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    String text = values.stream().map(Values::number).collect(Collectors.joining(", "));
    return el(
        "svg",
        attr("class", "spark"),
        attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT),
        attr("preserveAspectRatio", "none"),
        attr("role", "img"),
        attr("aria-label", name + " in each of the last minutes: " + text),
        el("polyline", attr("points", points.toString().strip())));
  }
}
