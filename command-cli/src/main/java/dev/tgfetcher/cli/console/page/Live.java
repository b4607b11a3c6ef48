package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A part of a page that htmx renews; without scripts, reloading the page does the same. */
final class Live {
  private Live() {}

  /** The part that is renewed from the page at this address. */
  static Html of(String address, @Nullable Object... content) {
    return el(
        "div",
        attr("id", "live"),
        attr("hx-get", address),
        attr("hx-trigger", "every 2s"),
        attr("hx-select", "#live"),
        attr("hx-swap", "outerHTML"),
        Arrays.asList(content));
  }
}
