package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.action.Action;
import dev.tgfetcher.cli.console.action.ActionField;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.SubcommandRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of a change.
 *
 * <ol>
 *   <li>The form has its values.
 *   <li>The preview shows the command line and its plan, and asks.
 * </ol>
 */
public record ActionPages(Layout layout) {
  /** The form, filled with values of its address or of a refused form. */
  public ConsoleResponse form(
      Visit visit, Action action, Map<String, List<String>> values, Optional<String> problem) {
    return layout.page(
        visit,
        action.title(),
        problem.map(text -> el("p", attr("class", "problem"), attr("role", "alert"), text)),
        el(
            "form",
            attr("method", "post"),
            attr("action", Links.path("act", action.name())),
            attr("class", "fields"),
            Layout.csrf(visit),
            hidden("step", "preview"),
            action.fields().stream().map(field -> field(field, values)).toList(),
            el("button", attr("type", "submit"), "Preview")));
  }

  private static Html hidden(String name, String value) {
    return el("input", attr("type", "hidden"), attr("name", name), attr("value", value));
  }

  private static Html field(ActionField field, Map<String, List<String>> values) {
    String value = String.join(" ", values.getOrDefault(field.name(), List.of()));
    return switch (field.kind()) {
      case FLAG -> flag(field, !value.isEmpty());
      case TEXT ->
          el(
              "label",
              el("span", field.label()),
              el("textarea", attr("name", field.name()), attr("spellcheck", "false"), value));
      case WORDS, OPTION -> field.choices().isEmpty() ? input(field, value) : choice(field, value);
    };
  }

  private static Html flag(ActionField field, boolean isSet) {
    return el(
        "label",
        attr("class", "flag"),
        el(
            "input",
            attr("type", "checkbox"),
            attr("name", field.name()),
            attr("value", "yes"),
            Html.flag("checked", isSet)),
        el("span", field.label()));
  }

  private static Html input(ActionField field, String value) {
    return el(
        "label",
        el("span", field.label()),
        el(
            "input",
            attr("name", field.name()),
            attr("value", value),
            attr("placeholder", field.example())));
  }

  private static Html choice(ActionField field, String value) {
    List<Html> options = new ArrayList<>();
    options.add(el("option", attr("value", ""), "-"));
    for (String one : field.choices()) {
      options.add(el("option", attr("value", one), Html.flag("selected", one.equals(value)), one));
    }
    return el(
        "label", el("span", field.label()), el("select", attr("name", field.name()), options));
  }

  /**
   * The question before a change.
   *
   * @param plan the dry run, if the subcommand has one
   */
  public ConsoleResponse preview(
      Visit visit,
      Action action,
      Map<String, List<String>> values,
      String commandLine,
      Optional<SubcommandRun> plan) {
    return layout.page(
        visit,
        action.title() + "?",
        el("p", "This command line does the same in a terminal:"),
        el("pre", attr("tabindex", "0"), commandLine),
        plan.map(run -> el("pre", attr("tabindex", "0"), attr("aria-label", "Plan"), run.text())),
        el(
            "form",
            attr("method", "post"),
            attr("action", Links.path("act", action.name())),
            attr("class", "actions"),
            Layout.csrf(visit),
            hidden("step", "run"),
            hiddenValues(action, values),
            el("button", attr("type", "submit"), action.title()),
            el(
                "a",
                attr("href", Links.with(Links.path("act", action.name()), small(action, values))),
                "Back to the form")));
  }

  private static List<Html> hiddenValues(Action action, Map<String, List<String>> values) {
    List<Html> fields = new ArrayList<>();
    for (ActionField field : action.fields()) {
      for (String value : values.getOrDefault(field.name(), List.of())) {
        fields.add(hidden(field.name(), value));
      }
    }
    return fields;
  }

  /** The values that an address can have; a text is too long for it. */
  private static Map<String, List<String>> small(Action action, Map<String, List<String>> values) {
    Map<String, List<String>> small = new HashMap<>();
    for (ActionField field : action.fields()) {
      if (field.kind() != ActionField.Kind.TEXT && values.containsKey(field.name())) {
        small.put(field.name(), values.get(field.name()));
      }
    }
    return small;
  }

  /** A link to the form of a change, for users who may make it. */
  static Html link(Visit visit, String action, String label, Map<String, List<String>> values) {
    return visit.mayChange()
        ? el(
            "a",
            attr("class", "button"),
            attr("href", Links.with(Links.path("act", action), values)),
            label)
        : many();
  }
}
