package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.FleetView;
import dev.tgfetcher.cli.status.MinuteOfWork;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The state of the fleet at a glance; it renews itself every two seconds. */
public final class OverviewPage {
  private static final int MOST_CHATS = 20;

  private final Layout layout;
  private final ConsoleReader reader;

  public OverviewPage(Layout layout, ConsoleReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  public ConsoleResponse respond(Visit visit) {
    FleetView fleet = reader.fleet();
    return layout.page(
        visit,
        "Overview",
        el(
            "p",
            attr("class", "actions"),
            ActionPages.link(visit, "push", "Push commands", Map.of()),
            ActionPages.link(visit, "pause", "Pause", Map.of()),
            ActionPages.link(visit, "resume", "Resume", Map.of())),
        Live.of(
            "/",
            alarms(Alarms.of(fleet.status())),
            el("div", attr("class", "cards"), cards(fleet)),
            queue(fleet.json()),
            workers(fleet.json()),
            holds(fleet.json()),
            deadLetters(fleet.json()),
            successes(fleet)));
  }

  private static Html alarms(List<String> alarms) {
    if (alarms.isEmpty()) {
      return el("p", attr("class", "calm"), "Nothing needs attention.");
    }
    return el(
        "section",
        attr("class", "alarms"),
        attr("aria-label", "Needs attention"),
        el("h2", "Needs attention"),
        el("ul", alarms.stream().map(text -> el("li", el("bdi", text))).toList()));
  }

  private static List<Html> cards(FleetView fleet) {
    JsonNode work = fleet.json().path("throughput");
    List<Long> commands = fleet.minutes().stream().map(MinuteOfWork::commands).toList();
    List<Long> messages = fleet.minutes().stream().map(MinuteOfWork::messages).toList();
    return List.of(
        card(
            "Commands a minute",
            Values.number(work.path("commands_per_minute")),
            Sparkline.of("Commands", commands)),
        card(
            "Messages a minute",
            Values.number(work.path("messages_per_minute")),
            Sparkline.of("Messages", messages)),
        card("Time left", timeLeft(work), el("p", "until the queue is empty at this rate")),
        card(
            "Workers",
            Values.number(fleet.status().workers().size()),
            el("p", busy(fleet) + " of them read a chat now")));
  }

  private static String timeLeft(JsonNode work) {
    String seconds = Values.seconds(work.path("eta_seconds"));
    return seconds.isEmpty() ? "-" : "about " + seconds;
  }

  private static String busy(FleetView fleet) {
    return Values.number(
        fleet.status().workers().stream().filter(one -> !one.current().isEmpty()).count());
  }

  private static Html card(String name, String value, Html more) {
    return el(
        "section",
        attr("class", "card"),
        el("h2", name),
        el("p", attr("class", "big"), value),
        more);
  }

  private static Html queue(JsonNode status) {
    return new DataTable("Queue")
        .column("Place", OverviewPage::place)
        .number("Commands", "commands")
        .number("Oldest", row -> Values.seconds(row.path("oldest_age_seconds")))
        .of(status.path("queue"), "The queue has no places.");
  }

  private static Html place(JsonNode row) {
    String place = Values.text(row.path("place"));
    String page =
        place.equals("failed")
            ? "/dead-letters"
            : Links.with("/commands", Map.of("state", List.of(place)));
    return el("a", attr("href", page), place);
  }

  private static Html workers(JsonNode status) {
    return new DataTable("Workers")
        .column("Worker", "worker_id")
        .column("Session", "session")
        .column("Works on", WorkersPage::doing)
        .column("Health", WorkersPage::health)
        .of(status.path("workers"), "No worker is alive.");
  }

  private static Html holds(JsonNode status) {
    if (status.path("holds").isEmpty()) {
      return many();
    }
    return new DataTable("Flood waits")
        .column("Account", "account")
        .column("Requests", "method")
        .number("Ends in", row -> Values.seconds(row.path("seconds_left")))
        .of(status.path("holds"), "");
  }

  private static Html deadLetters(JsonNode status) {
    JsonNode types = status.path("dead_letters");
    return new DataTable("Dead letters, of the newest " + counted(status))
        .column("Error type", OverviewPage::errorType)
        .number("Letters", "letters")
        .of(TypeCounts.rows(types), "There are no dead letters.");
  }

  private static String counted(JsonNode status) {
    return Values.number(status.path("dead_letters_counted"));
  }

  private static Html errorType(JsonNode row) {
    String type = Values.text(row.path("error_type"));
    return el(
        "a", attr("href", Links.with("/dead-letters", Map.of("error_type", List.of(type)))), type);
  }

  private static Html successes(FleetView fleet) {
    List<JsonNode> newest =
        fleet.json().path("last_success").valueStream().limit(MOST_CHATS).toList();
    return new DataTable("Last written files")
        .column("Chat", "chat")
        .column("Day", "date")
        .number("Ago", row -> Values.age(row.path("at"), fleet.status().at()))
        .of(newest, "No file was written yet.");
  }
}
