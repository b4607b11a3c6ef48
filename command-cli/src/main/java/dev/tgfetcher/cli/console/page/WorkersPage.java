package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The living workers: health, current chat and day. */
public final class WorkersPage {
  private final Layout layout;
  private final ConsoleReader reader;

  public WorkersPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit) {
    JsonNode workers = reader.read(Query.WORKERS);
    Html table =
        new DataTable("Living workers")
            .column("Worker", "worker_id")
            .column("Session", "session")
            .column("Account", "account")
            .column("Works on", WorkersPage::doing)
            .column("Health", WorkersPage::health)
            .column("Heartbeat", row -> Values.time(row.path("beat_at")))
            .column("Version", "version")
            .column("Change", row -> change(visit, row))
            .of(workers, "No worker is alive.");
    return layout.page(
        visit,
        "Workers",
        Live.of("/workers", table),
        CommandLineHint.of(reader.line(Query.WORKERS, List.of(), Map.of())));
  }

  private static Html change(Visit visit, JsonNode worker) {
    Map<String, List<String>> ids = Map.of("ids", List.of(Values.text(worker.path("worker_id"))));
    return el(
        "span",
        attr("class", "actions"),
        ActionPages.link(visit, "drain", "Drain", ids),
        ActionPages.link(visit, "undrain", "Undrain", ids));
  }

  static Html doing(JsonNode worker) {
    String paused = Values.text(worker.path("details").path("paused"));
    String works =
        worker
            .path("current")
            .valueStream()
            .map(
                work ->
                    "%s %s, %s messages"
                        .formatted(
                            Values.text(work.path("chat")),
                            Values.text(work.path("day")),
                            Values.number(work.path("messages"))))
            .collect(Collectors.joining("; "));
    String idle = paused.isEmpty() ? "idle" : "idle: " + paused;
    return el("bdi", works.isEmpty() ? idle : works);
  }

  static Html health(JsonNode worker) {
    String health = Values.text(worker.path("health"));
    String kind = health.equals("up") ? "good" : health.isEmpty() ? "unknown" : "bad";
    return el("span", attr("class", kind), health.isEmpty() ? "unknown" : health);
  }
}
