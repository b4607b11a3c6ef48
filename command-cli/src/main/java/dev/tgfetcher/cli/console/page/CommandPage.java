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

/** One command: where it is, its result, and its events in their order. */
public final class CommandPage {
  private final Layout layout;
  private final ConsoleReader reader;

  public CommandPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit, String id) {
    JsonNode command = reader.read(Query.COMMAND, List.of(id), Map.of());
    return layout.page(
        visit,
        "Command " + id,
        ActionPages.link(visit, "cancel", "Cancel", Map.of("ids", List.of(id))),
        facts(command),
        letter(command),
        new DataTable("Events")
            .column("At (UTC)", row -> Values.time(row.path("timestamp")))
            .column("Event", "event")
            .column("Day", "date")
            .number("Messages", "message_count")
            .column("Error", "error")
            .of(command.path("events"), "It has no events yet."),
        el("h2", "Payload"),
        el("pre", attr("tabindex", "0"), Values.text(command.path("payload"))),
        CommandLineHint.of(reader.line(Query.COMMAND, List.of(id), Map.of())));
  }

  private static Html facts(JsonNode command) {
    return new Facts()
        .fact("State", command.path("state"))
        .fact("Place", command.path("place"))
        .fact("Chat", command.path("chat"))
        .fact("Worker", command.path("worker"))
        .fact("Due at (UTC)", Values.time(command.path("due_at")))
        .fact("First seen (UTC)", Values.time(command.path("first_seen")))
        .fact("Ended at (UTC)", Values.time(command.path("ended_at")))
        .fact("Attempts", command.path("attempts"))
        .fact("Interruptions", command.path("interruptions"))
        .fact("Days", command.path("days"))
        .fact("Messages", Values.number(command.path("message_count")))
        .fact("Batch", command.path("batch_id"))
        .fact("Last error", command.path("last_error"))
        .fact("Notes", command.path("notes"))
        .code("Command id", command.path("command_id"))
        .code("Correlation id", command.path("correlation_id"))
        .code("Loki", command.path("logs").path("logql"))
        .build();
  }

  private static Html letter(JsonNode command) {
    String id = Values.text(command.path("letter_id"));
    return id.isEmpty()
        ? Html.many()
        : el("p", el("a", attr("href", Links.path("dead-letters", id)), "Its dead letter"));
  }
}
