package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import dev.tgfetcher.schema.event.ErrorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The dead letters, the newest first, with the filters of {@code dlq list}. */
public final class DeadLettersPage {
  private static final String MOST = "200";

  private final Layout layout;
  private final ConsoleReader reader;

  public DeadLettersPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit) {
    Map<String, List<String>> values = new HashMap<>(visit.request().query());
    values.putIfAbsent("limit", List.of(MOST));
    JsonNode letters = reader.read(Query.DEAD_LETTERS, List.of(), values);
    return layout.page(
        visit,
        "Dead letters",
        filters(visit),
        actions(visit),
        new LetterGroups(letters, visit.request()).table(),
        list(letters),
        CommandLineHint.of(reader.line(Query.DEAD_LETTERS, List.of(), values)));
  }

  private static Html filters(Visit visit) {
    return new FilterForm(visit.request())
        .text("chat", "Chat", "@ru_*")
        .choice(
            "error_type", "Error type", Arrays.stream(ErrorType.values()).map(ErrorType::wireName))
        .text("requested_by", "Requested by", "scheduler*")
        .text("since", "Since", "1d, 2025-11-07")
        .text("until", "Until", "1h")
        .build();
  }

  private static Html actions(Visit visit) {
    Map<String, List<String>> values = visit.request().query();
    return el(
        "p",
        attr("class", "actions"),
        ActionPages.link(visit, "replay", "Replay these", values),
        ActionPages.link(visit, "purge", "Purge these", values));
  }

  private static Html list(JsonNode letters) {
    return new DataTable("The newest dead letters")
        .column("Id", DeadLettersPage::id)
        .column("Failed at (UTC)", row -> Values.time(row.path("failed_at")))
        .column("Chat", "chat")
        .column("Error type", "error_type")
        .column("Error", "error")
        .number("Attempts", "attempts")
        .column("Requested by", "requested_by")
        .of(letters, "No dead letter matches.");
  }

  private static Html id(JsonNode letter) {
    String id = Values.text(letter.path("id"));
    return el("a", attr("href", Links.path("dead-letters", id)), el("code", id));
  }
}
