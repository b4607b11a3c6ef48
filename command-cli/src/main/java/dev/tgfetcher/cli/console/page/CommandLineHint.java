package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

/** Shows the command line that does the same as a page. */
final class CommandLineHint {
  private CommandLineHint() {}

  static Html of(String line) {
    return el("p", attr("class", "hint"), "In a terminal: ", el("code", line));
  }
}
