package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.option.ChatOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.DayOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.PriorityOption;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Plural;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.config.DurationText;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.json.StableIds;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = {
      "Pushes commands at fixed times, by UTC, until it is stopped.",
      "Run it twice for safety: schedules of one name push once, and if one process ends, the "
          + "other goes on. Times at which none ran are reported and skipped, unless --catch-up."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher schedule @ru_python t.me/durov --cron '30 0 * * *'",
      "  tg-fetcher schedule --chats-file chats.txt --mode incremental --cron '0 */6 * * *'",
      "  tg-fetcher schedule @ru_python --days 3 --cron '30 0 * * 1-5' --dry-run",
      "  tg-fetcher schedule @ru_python --cron @daily",
      "  tg-fetcher schedule @ru_python --date today --force --every 1h"
    })
public final class ScheduleSubcommand implements Callable<Integer> {
  private static final int SHOWN_TIMES = 5;
  private static final int ID_LENGTH = 13;

  @Option(
      names = "--cron",
      paramLabel = "CRON",
      description = {
        "Minute, hour, day of month, month, day of week; or six fields, seconds first;",
        "or @hourly, @daily, @weekly, @monthly, @yearly."
      })
  private @Nullable String cron;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Instead of --cron: the time between two pushes, such as 1h or 30m.")
  private @Nullable String every;

  @Mixin private ChatOptions chats;
  @Mixin private DayOptions days;
  @Mixin private PriorityOption priority;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the schedule (default: a hash of its expression and commands).")
  private @Nullable String name;

  @Option(names = "--catch-up", description = "Push once at the start if times were missed.")
  private boolean catchUp;

  @Option(names = "--dry-run", description = "Show the next times and push nothing.")
  private boolean dryRun;

  @Mixin private BatchOption batch;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public ScheduleSubcommand(CliContext context) {
    this.context = context;
    this.batch = new BatchOption(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Timetable timetable = timetable();
    if (chats.all().isEmpty()) {
      throw CliException.wrongUsage("no chat: name one, or use --chats-file");
    }
    days.defaultMode("yesterday");
    String schedule = name != null ? name : nameOf(timetable);
    List<FetchCommand> example = commands(schedule, now());
    if (dryRun) {
      show(timetable, schedule, example.size());
      return ExitCode.DONE;
    }
    try (RedisConnection redis = connection.connect()) {
      Scheduler scheduler = new Scheduler(redis, connection.keys(), schedule);
      ScheduleRun run =
          new ScheduleRun(
              scheduler,
              timetable,
              schedule,
              catchUp,
              due -> commands(schedule, due),
              context.clock(),
              this::print,
              spec.commandLine().getErr()::println);
      return StopRequest.interrupting(run::run);
    }
  }

  private Timetable timetable() {
    if ((cron == null) == (every == null)) {
      throw CliException.wrongUsage("give the times by --cron '30 0 * * *' or by --every 1h");
    }
    return every == null ? byCron(String.valueOf(cron)) : byPeriod(every);
  }

  private static Timetable byPeriod(String every) {
    try {
      return Timetable.every(DurationText.parse(every));
    } catch (IllegalArgumentException e) {
      throw CliException.wrongUsage("--every " + every + ": " + e.getMessage());
    }
  }

  private static Timetable byCron(String cron) {
    try {
      return Timetable.parse(cron);
    } catch (IllegalArgumentException e) {
      throw CliException.wrongUsage(
          "--cron '" + cron + "' is no cron expression such as '30 0 * * *': " + e.getMessage());
    }
  }

  private String nameOf(Timetable timetable) {
    List<String> payloads = commands("", Instant.EPOCH).stream().map(FetchCommand::toJson).toList();
    return StableIds.of(timetable.toString(), "schedule", payloads.toArray(String[]::new))
        .substring(0, ID_LENGTH);
  }

  /**
   * The commands of a time; each scheduler of this name builds the same ones, with the same ids.
   */
  private List<FetchCommand> commands(String schedule, Instant due) {
    List<FetchCommand> commands =
        chats.all().stream()
            .map(
                chat ->
                    priority.in(
                        days.command(
                            chat,
                            StableIds.of(schedule, "schedule", due.toString(), chat),
                            "schedule:" + schedule,
                            due)))
            .toList();
    return batch.inBatchOf(due.toString(), commands);
  }

  private void show(Timetable timetable, String schedule, int commands) {
    List<Instant> next = timetable.allAfter(now()).limit(SHOWN_TIMES).toList();
    output.print(
        spec.commandLine().getOut(),
        next,
        List.of("NEXT (UTC)", "COMMANDS", "SCHEDULE"),
        time -> List.of(time.toString(), String.valueOf(commands), schedule));
  }

  private void print(ScheduleRun.Push push) {
    int commands = push.commandIds().size();
    output.print(
        spec.commandLine().getOut(),
        push,
        List.of(push.dueAt() + "  " + Plural.commands(commands) + " pushed"));
  }

  private Instant now() {
    return context.clock().instant();
  }
}
