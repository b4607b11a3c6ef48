package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frame of all pages.
 *
 * @param htmxIntegrity the digest of the script, for the browser
 */
public record Layout(String htmxIntegrity) {
  private record Link(String path, String name) {}

  private static final List<Link> NAVIGATION =
      List.of(
          new Link("/", "Overview"),
          new Link("/dead-letters", "Dead letters"),
          new Link("/commands", "Commands"),
          new Link("/workers", "Workers"),
          new Link("/limits", "Limits"),
          new Link("/archive", "Archive"),
          new Link("/batches", "Batches"),
          new Link("/events", "Events"),
          new Link("/audit", "Audit"));

  /** htmx evaluates no text as a script, and asks no other host. */
  private static final String HTMX =
      "{\"includeIndicatorStyles\":false,\"allowEval\":false,\"allowScriptTags\":false,"
          + "\"selfRequestsOnly\":true,\"historyCacheSize\":0}";

  /** A page for a user. */
  public ConsoleResponse page(Visit visit, String title, @Nullable Object... content) {
    String section = visit.request().segments().stream().findFirst().orElse("");
    return visit.answer(
        ConsoleResponse.html(
            200, document(title, many(header(visit, "/" + section), main(title, content)))));
  }

  /** A page that says why a request failed, for anyone. */
  public ConsoleResponse problem(int status, String message) {
    return ConsoleResponse.html(
        status,
        document(
            "Not possible",
            main(
                "Not possible",
                el("p", attr("class", "problem"), message),
                el("p", el("a", attr("href", "/"), "Overview")))));
  }

  /** The page of the login. */
  public ConsoleResponse login(int status, Optional<String> problem) {
    return ConsoleResponse.html(
        status,
        document(
            "Log in",
            main(
                "Log in",
                problem.map(text -> el("p", attr("class", "problem"), attr("role", "alert"), text)),
                el(
                    "form",
                    attr("method", "post"),
                    attr("action", "/login"),
                    attr("class", "fields"),
                    field("name", "Your name, for the audit", "text", "username"),
                    field("secret", "Password or token", "password", "current-password"),
                    el("button", attr("type", "submit"), "Log in")))));
  }

  private static Html field(String name, String label, String type, String autocomplete) {
    return el(
        "label",
        el("span", label),
        el(
            "input",
            attr("name", name),
            attr("type", type),
            attr("autocomplete", autocomplete),
            attr("required", "required")));
  }

  private static Html main(String title, @Nullable Object... content) {
    return el("main", attr("id", "main"), attr("tabindex", "-1"), el("h1", title), many(content));
  }

  private static Html header(Visit visit, String section) {
    List<Html> links =
        NAVIGATION.stream().map(link -> link(link.path(), link.name(), section)).toList();
    return el("header", el("nav", attr("aria-label", "Pages"), el("ul", links)), user(visit));
  }

  private static Html link(String path, String name, String section) {
    Optional<Html.Attribute> current =
        path.equals(section) ? Optional.of(attr("aria-current", "page")) : Optional.empty();
    return el("li", el("a", attr("href", path), current, name));
  }

  private static Html user(Visit visit) {
    if (visit.csrf().isEmpty()) {
      return el("p", attr("class", "user"), "read-only");
    }
    return el(
        "form",
        attr("method", "post"),
        attr("action", "/logout"),
        attr("class", "user"),
        csrf(visit),
        el("span", visit.user().name() + ", " + visit.user().role().word()),
        el("button", attr("type", "submit"), "Log out"));
  }

  /** The hidden field that proves that a form is of this session. */
  static Html csrf(Visit visit) {
    return el("input", attr("type", "hidden"), attr("name", "csrf"), attr("value", visit.csrf()));
  }

  private String document(String title, Html body) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    el(
            "html",
            attr("lang", "en"),
            el(
                "head",
                el("meta", attr("charset", "utf-8")),
                el(
                    "meta",
                    attr("name", "viewport"),
                    attr("content", "width=device-width, initial-scale=1")),
                el("meta", attr("name", "color-scheme"), attr("content", "light dark")),
                el("meta", attr("name", "htmx-config"), attr("content", HTMX)),
                el("title", title + " - tg-fetcher"),
                el("link", attr("rel", "icon"), attr("href", "/assets/icon.svg")),
                el("link", attr("rel", "stylesheet"), attr("href", "/assets/console.css")),
                el(
                    "script",
                    attr("src", "/assets/htmx.js"),
                    attr("integrity", htmxIntegrity),
                    attr("defer", "defer"))),
            el(
                "body",
                el("a", attr("class", "skip"), attr("href", "#main"), "Skip to the content"),
                body))
        .appendTo(out);
    return out.append('\n').toString();
  }
}
