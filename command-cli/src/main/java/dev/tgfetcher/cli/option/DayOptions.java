package dev.tgfetcher.cli.option;

import static java.time.ZoneOffset.UTC;

import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.fetch.FetchWindow;
import dev.tgfetcher.fetch.InvalidWindowException;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which days of a chat are meant and how they are fetched: the fields of a command. */
public final class DayOptions {
  /** The options of days that a mode goes by. */
  private static final Map<String, Set<String>> USED =
      Map.of(
          "date", Set.of("--date"),
          "days", Set.of("--days"),
          "range", Set.of("--from", "--to"),
          "yesterday", Set.of(),
          "full", Set.of(),
          "incremental", Set.of());

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      completionCandidates = CompletionWords.Modes.class,
      description =
          "date, days, range, yesterday, full or incremental; else it follows from the"
              + " options given.")
  private @Nullable String mode;

  @Option(names = "--date", paramLabel = "DATE", description = "One day (UTC): 2025-11-07.")
  private @Nullable String date;

  @Option(names = "--days", paramLabel = "N", description = "The N whole days before today.")
  private @Nullable Integer days;

  @Option(names = "--from", paramLabel = "DATE", description = "First day of a range.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day of a range.")
  private @Nullable String to;

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      completionCandidates = CompletionWords.Strategies.class,
      description =
          "batch: one worker goes through all days (default); per_day: one command a day.")
  private @Nullable String strategy;

  @Option(names = "--force", description = "Fetch again even if the day is complete.")
  private boolean force;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many messages.")
  private @Nullable Integer limit;

  /** Takes a mode if none was given, and no option that it could follow from. */
  public void orMode(String configured) {
    if (mode == null && date == null && days == null && from == null && to == null) {
      mode = configured;
    }
  }

  /** Whether any of these options was given. */
  public boolean anyGiven() {
    boolean daysGiven = mode != null || date != null || days != null || from != null || to != null;
    return daysGiven || strategy != null || force || limit != null;
  }

  /** A worker passes over fields that it has no use for; whoever types them meant something. */
  private void refuseUnused() {
    Set<String> used = mode == null ? null : USED.get(mode);
    if (used == null) {
      return;
    }
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--date", date);
    given.put("--days", days);
    given.put("--from", from);
    given.put("--to", to);
    given.keySet().removeAll(used);
    given.values().removeIf(Objects::isNull);
    if (!given.isEmpty()) {
      throw CliException.wrongUsage(
          "--mode %s has no use for %s: leave out one or the other"
              .formatted(mode, String.join(" and ", given.keySet())));
    }
  }

  /** The command for one chat, checked by the rules that a worker applies. */
  public FetchCommand command(String chat, String commandId, String requestedBy, String timestamp) {
    refuseUnused();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("command", "fetch").put("chat", chat).put("mode", mode);
    fields.put("date", date).put("days", days).put("from", from).put("to", to);
    fields.put("strategy", strategy).put("force", force).put("limit", limit);
    fields.put("command_id", commandId);
    fields.put("requested_by", requestedBy).put("timestamp", timestamp);
    ParsedCommand parsed = CommandParser.parse(Json.MAPPER.writeValueAsString(fields));
    if (parsed instanceof ParsedCommand.Invalid invalid) {
      throw CliException.wrongUsage(chat + ": " + invalid.message());
    }
    return ((ParsedCommand.Valid) parsed).command();
  }

  /** Refuses days that no worker could read yet, as a worker would. */
  public static FetchCommand inPast(FetchCommand command, Instant now) {
    try {
      LocalDate today = LocalDate.ofInstant(now, UTC);
      var unused = FetchWindow.resolve(command.mode(), today, today, null);
      return command;
    } catch (InvalidWindowException e) {
      throw CliException.wrongUsage(command.chat().canonical() + ": " + e.getMessage());
    }
  }
}
