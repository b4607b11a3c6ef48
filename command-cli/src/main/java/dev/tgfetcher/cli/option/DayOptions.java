package dev.tgfetcher.cli.option;

import static java.time.ZoneOffset.UTC;

import dev.tgfetcher.cli.terminal.Actor;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.InvalidWindowException;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options of a command: the days to fetch, and how to fetch them. */
public final class DayOptions {
  /** The day options that each mode uses. */
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
      completionCandidates = CompletionCandidates.Modes.class,
      description =
          "date, days, range, yesterday, full or incremental (default: it follows from the"
              + " other options).")
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
      completionCandidates = CompletionCandidates.Strategies.class,
      description = "batch: one worker fetches all days (default); per_day: one command a day.")
  private @Nullable String strategy;

  @Option(names = "--force", description = "Fetch again even if the day is complete.")
  private boolean force;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many messages.")
  private @Nullable Integer limit;

  /** Sets the mode if the operator gave neither a mode nor an option from which it follows. */
  public void defaultMode(String configured) {
    if (mode == null && date == null && days == null && from == null && to == null) {
      mode = configured;
    }
  }

  /** Whether any of these options was given. */
  public boolean isAnyGiven() {
    boolean daysGiven = mode != null || date != null || days != null || from != null || to != null;
    return daysGiven || strategy != null || force || limit != null;
  }

  /** Refuses day options that the mode ignores: the operator who typed them expects an effect. */
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
          "--mode %s ignores %s: leave out one or the other"
              .formatted(mode, String.join(" and ", given.keySet())));
    }
  }

  /** Returns a new command for one chat, sent now by this operator. */
  public FetchCommand command(String chat, CliContext context) {
    String now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return command(chat, context.newIds().get(), Actor.of(context.environment()), now);
  }

  /**
   * Returns the command for one chat, checked by the rules of a worker.
   *
   * @throws CliException if a worker would refuse it
   */
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

  /** Returns the command, or refuses days in the future as a worker would. */
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
