package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One dead letter: payload, history, advice, and the queries that find its log lines. */
public final class DeadLetterPage {
  private final Layout layout;
  private final ConsoleReader reader;

  public DeadLetterPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit, String id) {
    JsonNode letter = reader.read(Query.DEAD_LETTER, List.of(id), Map.of());
    return layout.page(
        visit,
        "Dead letter " + id,
        actions(visit, id),
        facts(letter),
        el("h2", "Payload"),
        el("pre", attr("tabindex", "0"), payload(letter.path("payload"))),
        history(letter.path("attempt_history")),
        el("h2", "Log"),
        new Facts()
            .code("Loki", letter.path("logs").path("logql"))
            .code("Standard output", letter.path("logs").path("jq"))
            .build(),
        CommandLineHint.of(reader.line(Query.DEAD_LETTER, List.of(id), Map.of())));
  }

  private static Html actions(Visit visit, String id) {
    Map<String, List<String>> ids = Map.of("ids", List.of(id));
    return el(
        "p",
        attr("class", "actions"),
        ActionPages.link(visit, "replay", "Replay", ids),
        ActionPages.link(visit, "edit", "Edit", ids),
        ActionPages.link(visit, "purge", "Purge", ids));
  }

  private static String payload(JsonNode payload) {
    return payload.isObject() ? payload.toPrettyString() : payload.asString("");
  }

  private static Html facts(JsonNode letter) {
    return new Facts()
        .fact("Failed at (UTC)", Values.time(letter.path("failed_at")))
        .fact("Chat", letter.path("chat"))
        .fact("Error type", letter.path("error_type"))
        .fact("Error", letter.path("error"))
        .fact("Advice", letter.path("advice"))
        .fact("Runbook", letter.path("runbook"))
        .fact("Malformed", letter.path("defect"))
        .fact("Attempts", letter.path("attempts"))
        .fact("Interruptions", letter.path("interruptions"))
        .fact("Worker", letter.path("worker_id"))
        .fact("Requested by", letter.path("requested_by"))
        .code("Command id", letter.path("command_id"))
        .code("Correlation id", letter.path("correlation_id"))
        .fact("Identical letters", letter.path("copies"))
        .build();
  }

  private static Html history(JsonNode attempts) {
    return new DataTable("Attempts")
        .number("Attempt", "attempt")
        .column("At (UTC)", row -> Values.time(row.path("at")))
        .column("Error type", "error_type")
        .column("Worker", "worker_id")
        .column("Error", "error")
        .of(attempts, "It was never tried.");
  }
}
