package dev.tgfetcher.cli.console.page;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The changes by operators, the newest first. */
public final class AuditPage {
  private final Layout layout;
  private final ConsoleReader reader;

  public AuditPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit) {
    Map<String, List<String>> values = visit.request().query();
    JsonNode entries = reader.read(Query.AUDIT, List.of(), values);
    return layout.page(
        visit,
        "Audit",
        new FilterForm(visit.request())
            .text("who", "Who", "ada")
            .text("action", "Action", "dlq replay")
            .text("since", "Since", "7d")
            .build(),
        new DataTable("Changes by operators")
            .column("At (UTC)", row -> Values.time(row.path("at")))
            .column("Who", "who")
            .column("Action", "action")
            .number("Changed", "count")
            .column("Result", "result")
            .column("Filter", "filter")
            .column("Command line", row -> Html.el("code", Values.text(row.path("command_line"))))
            .of(entries, "No change matches."),
        CommandLineHint.of(reader.line(Query.AUDIT, List.of(), values)));
  }
}
