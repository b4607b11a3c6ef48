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

  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "One day (UTC): 2025-11-07, yesterday or today.")
  private @Nullable DayArgument date;

  @Option(names = "--days", paramLabel = "N", description = "The N whole days before today.")
  private @Nullable Integer days;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "First day of a range.")
  private @Nullable DayArgument from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "Last day of a range (default: yesterday).")
  private @Nullable DayArgument to;

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

  /** Refuses day options without an effect: the operator who typed them expects one. */
  private void refuseUnused() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--date", date);
    given.put("--days", days);
    given.put("--from", from);
    given.put("--to", to);
    given.values().removeIf(Objects::isNull);
    if (mode == null) {
      refuseSeveral(given.keySet());
      return;
    }
    given.keySet().removeAll(USED.getOrDefault(mode, given.keySet()));
    if (!given.isEmpty()) {
      throw CliException.wrongUsage(
          "--mode %s ignores %s: leave out one or the other"
              .formatted(mode, String.join(" and ", given.keySet())));
    }
  }

  private static void refuseSeveral(Set<String> given) {
    boolean fitTogether = USED.values().stream().anyMatch(used -> used.containsAll(given));
    if (!fitTogether) {
      throw CliException.wrongUsage(
          String.join(" and ", given) + " contradict each other: leave out one or the other");
    }
  }

  /** Returns a new command for one chat, sent now by this operator. */
  public FetchCommand command(String chat, CliContext context) {
    return command(
        chat,
        context.newIds().get(),
        Actor.of(context.environment()),
        context.clock().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Returns the command for one chat, checked by the rules of a worker.
   *
   * @param sentAt the time that {@code yesterday} and {@code today} mean
   * @throws CliException if a worker would refuse it
   */
  public FetchCommand command(String chat, String commandId, String requestedBy, Instant sentAt) {
    LocalDate today = LocalDate.ofInstant(sentAt, UTC);
    refuseUnused();
    refuseBackwards(today);
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("command", "fetch").put("chat", chat).put("mode", mode);
    fields.put("date", text(date, today)).put("days", days);
    fields.put("from", text(from, today)).put("to", text(lastDay(), today));
    fields.put("strategy", strategy).put("force", force).put("limit", limit);
    fields.put("command_id", commandId);
    fields.put("requested_by", requestedBy).put("timestamp", sentAt.toString());
    ParsedCommand parsed = CommandParser.parse(Json.MAPPER.writeValueAsString(fields));
    if (parsed instanceof ParsedCommand.Invalid invalid) {
      throw CliException.wrongUsage(problem(chat.strip(), invalid));
    }
    return ((ParsedCommand.Valid) parsed).command();
  }

  private @Nullable DayArgument lastDay() {
    return to == null && from != null ? new DayArgument.DaysAgo(1) : to;
  }

  private void refuseBackwards(LocalDate today) {
    DayArgument last = lastDay();
    if (from != null && last != null && from.on(today).isAfter(last.on(today))) {
      throw CliException.wrongUsage(
          "--from %s is later than --to %s".formatted(from.on(today), last.on(today)));
    }
  }

  private static @Nullable String text(@Nullable DayArgument day, LocalDate today) {
    return day == null ? null : day.on(today).toString();
  }

  /** The problem by the name of the option; a problem of the chat needs none. */
  private static String problem(String chat, ParsedCommand.Invalid invalid) {
    return invalid.field().equals("chat")
        ? "'%s' %s".formatted(chat, invalid.problem())
        : "%s: --%s %s".formatted(chat, invalid.field(), invalid.problem());
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
