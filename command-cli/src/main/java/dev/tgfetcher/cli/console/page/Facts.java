package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Names and values of one thing; those without a value are left out. */
final class Facts {
  private final List<Html> rows = new ArrayList<>();

  Facts fact(String name, String value) {
    if (!value.isEmpty()) {
      rows.add(el("div", el("dt", name), el("dd", el("bdi", value))));
    }
    return this;
  }

  Facts fact(String name, JsonNode value) {
    return fact(name, Values.text(value));
  }

  Facts code(String name, JsonNode value) {
    String text = Values.text(value);
    if (!text.isEmpty()) {
      rows.add(el("div", el("dt", name), el("dd", el("code", text))));
    }
    return this;
  }

  Html build() {
    return el("dl", attr("class", "facts"), rows);
  }
}
