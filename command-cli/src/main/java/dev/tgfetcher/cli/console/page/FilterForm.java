package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.http.ConsoleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A form of filters, which sends them in the address of the page. */
final class FilterForm {
  private final ConsoleRequest request;
  private final List<Html> fields = new ArrayList<>();

  FilterForm(ConsoleRequest request) {
    this.request = request;
  }

  FilterForm text(String name, String label, String example) {
    fields.add(
        el(
            "label",
            el("span", label),
            el(
                "input",
                attr("name", name),
                attr("value", request.query(name)),
                attr("placeholder", example))));
    return this;
  }

  FilterForm choice(String name, String label, Stream<String> values) {
    String chosen = request.query(name);
    List<Html> options = new ArrayList<>();
    options.add(el("option", attr("value", ""), "all"));
    values.forEach(
        value ->
            options.add(
                el(
                    "option",
                    attr("value", value),
                    Html.flag("selected", value.equals(chosen)),
                    value)));
    fields.add(el("label", el("span", label), el("select", attr("name", name), options)));
    return this;
  }

  Html build() {
    return el(
        "form",
        attr("method", "get"),
        attr("action", request.path()),
        attr("class", "filters"),
        fields,
        el("button", attr("type", "submit"), "Filter"));
  }
}
