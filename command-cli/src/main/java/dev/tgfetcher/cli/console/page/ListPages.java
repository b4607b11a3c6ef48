package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The pages that show one table: commands, limits, batches and events. */
public final class ListPages {
  private final Layout layout;
  private final ConsoleReader reader;

  public ListPages(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse commands(Visit visit) {
    Html filters =
        new FilterForm(visit.request())
            .choice(
                "state", "State", Stream.of("processing", "pending", "low", "delayed", "paused"))
            .text("chat", "Chat", "@ru_*")
            .text("requested_by", "Requested by", "scheduler*")
            .build();
    Html search =
        el(
            "form",
            attr("method", "get"),
            attr("action", "/commands/find"),
            attr("class", "filters"),
            el(
                "label",
                el("span", "Id of a command, or its beginning"),
                el("input", attr("name", "id"), attr("required", "required"))),
            el("button", attr("type", "submit"), "Show"));
    Html pushed =
        el(
            "p",
            attr("class", "actions"),
            ActionPages.link(visit, "push", "Push commands", Map.of()),
            ActionPages.link(visit, "cancel", "Cancel commands", Map.of()));
    DataTable table =
        new DataTable("Commands in the order in which they run")
            .column("State", "state")
            .column("Command id", ListPages::command)
            .column("Chat", "chat")
            .column("Mode", "mode")
            .column("Sent at (UTC)", row -> Values.time(row.path("sent_at")))
            .column("Due at (UTC)", row -> Values.time(row.path("due_at")))
            .column("Requested by", "requested_by")
            .column("Worker", "worker_id");
    return list(
        visit, "Commands", Query.COMMANDS, table, "No command waits.", search, filters, pushed);
  }

  static Html command(JsonNode row) {
    String id = Values.text(row.path("command_id"));
    return id.isEmpty()
        ? el("span", "")
        : el("a", attr("href", Links.path("commands", id)), el("code", id));
  }

  public ConsoleResponse limits(Visit visit) {
    DataTable table =
        new DataTable("Rate limits of each account and class of requests")
            .column("Account", "account")
            .column("Class", "class")
            .column("Rate", "rate")
            .column("Set by", "set_by")
            .number("Share", "share")
            .number("Used in the last minute", "used_last_minute")
            .number("Waiting", "waiting")
            .number("Hold ends in", row -> Values.seconds(row.path("held_seconds")))
            .number("Floods", "floods")
            .column("Change", row -> change(visit, row));
    return list(visit, "Limits", Query.LIMITS, table, "No worker has used a limit yet.");
  }

  private static Html change(Visit visit, JsonNode limit) {
    return ActionPages.link(
        visit,
        "limit",
        "Change",
        Map.of(
            "class", List.of(Values.text(limit.path("class"))),
            "rate", List.of(Values.text(limit.path("rate"))),
            "account", List.of(Values.text(limit.path("account")))));
  }

  public ConsoleResponse batches(Visit visit) {
    DataTable table =
        new DataTable("Batches, the newest first")
            .column("Batch", "batch_id")
            .column("State", "state")
            .number("Commands", "commands")
            .number("Open", "open")
            .number("Done", "done")
            .number("Dead-lettered", "dead_lettered")
            .number("Cancelled", "cancelled")
            .column("Created at (UTC)", row -> Values.time(row.path("created_at")));
    return list(visit, "Batches", Query.BATCHES, table, "There are no batches.");
  }

  public ConsoleResponse events(Visit visit) {
    Html filters =
        new FilterForm(visit.request())
            .text("chat", "Chat", "ru_*")
            .text("since", "Since", "1h")
            .build();
    DataTable table =
        new DataTable("Events of the last hour, the newest last")
            .column("At (UTC)", row -> Values.time(row.path("timestamp")))
            .column("Event", "event")
            .column("Chat", "chat")
            .column("Day", "date")
            .column("Command", ListPages::command)
            .number("Messages", "message_count");
    return list(visit, "Events", Query.EVENTS, table, "There are no events.", filters);
  }

  private ConsoleResponse list(
      Visit visit, String title, Query query, DataTable table, String without, Html... before) {
    Map<String, List<String>> values = visit.request().query();
    JsonNode rows = reader.read(query, List.of(), values);
    return layout.page(
        visit,
        title,
        List.of(before),
        Live.of(Links.with(visit.request().path(), values), table.of(rows, without)),
        CommandLineHint.of(reader.line(query, List.of(), values)));
  }
}
