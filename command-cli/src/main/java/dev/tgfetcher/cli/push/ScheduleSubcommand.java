package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.option.ChatOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.DayOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Plural;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.StableIds;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = {
      "Pushes commands at the times of a cron expression, by UTC, until it is stopped.",
      "Run it twice for safety: schedules of one name push once, and if one process ends, the "
          + "other goes on. A time at which none ran is told and left out, unless --catch-up."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher schedule @ru_python t.me/durov --cron '30 0 * * *'",
      "  tg-fetcher schedule --chats-file chats.txt --mode incremental --cron '0 */6 * * *'",
      "  tg-fetcher schedule @ru_python --days 3 --cron '30 0 * * 1-5' --dry-run"
    })
public final class ScheduleSubcommand implements Callable<Integer> {
  /** A time and what was pushed for it. */
  record Push(Instant dueAt, String schedule, List<String> commandIds) {}

  private static final int SHOWN_TIMES = 5;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int ID_LENGTH = 13;

  @Option(
      names = "--cron",
      required = true,
      paramLabel = "CRON",
      description = "Minute, hour, day of month, month, day of week; or six fields, seconds first.")
  private String cron = "";

  @Mixin private ChatOptions chats;
  @Mixin private DayOptions days;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the schedule (default: made of its expression and commands).")
  private @Nullable String name;

  @Option(names = "--catch-up", description = "Push once, at once, if times were missed.")
  private boolean catchUp;

  @Option(names = "--dry-run", description = "Show the next times, and push nothing.")
  private boolean dryRun;

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public ScheduleSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Timetable timetable = timetable();
    if (chats.all().isEmpty()) {
      throw CliException.wrongUsage("no chat: name one, or use --chats-file");
    }
    days.orMode("yesterday");
    String schedule = name != null ? name : nameOf(timetable);
    List<FetchCommand> example = commands(schedule, now());
    if (dryRun) {
      show(timetable, schedule, example.size());
      return ExitCode.DONE;
    }
    try (RedisConnection redis = connection.connect()) {
      Scheduler scheduler = new Scheduler(redis, connection.keys(), schedule);
      return StopRequest.interrupting(() -> run(scheduler, timetable, schedule));
    }
  }

  private Timetable timetable() {
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

  /** The same for the same time, whoever makes them. */
  private List<FetchCommand> commands(String schedule, Instant due) {
    return chats.all().stream()
        .map(
            chat ->
                days.command(
                    chat,
                    StableIds.of(schedule, "schedule", due.toString(), chat),
                    "schedule:" + schedule,
                    due.toString()))
        .toList();
  }

  private void show(Timetable timetable, String schedule, int commands) {
    List<Instant> next = timetable.allAfter(now()).limit(SHOWN_TIMES).toList();
    output.print(
        spec.commandLine().getOut(),
        next,
        new Table(
            List.of("NEXT (UTC)", "COMMANDS", "SCHEDULE"),
            next.stream()
                .map(time -> List.of(time.toString(), String.valueOf(commands), schedule))
                .toList()));
  }

  private int run(Scheduler scheduler, Timetable timetable, String schedule)
      throws InterruptedException {
    try {
      Instant last = scheduler.lastPushed().orElse(now());
      // Whoever may not lock is told now, and not at the first time.
      boolean unused = scheduler.isMine();
      say(
          "schedule "
              + schedule
              + ": next at "
              + text(timetable.after(now()))
              + ", Ctrl-C ends it");
      Optional<Instant> due = firstDue(timetable, last);
      while (due.isPresent()) {
        if (now().isBefore(due.get()) || !push(scheduler, schedule, due.get())) {
          Thread.sleep(PAUSE.toMillis());
        } else {
          due = timetable.after(due.get());
        }
      }
      scheduler.resign();
      say("the schedule has no further times");
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      scheduler.resign();
      return ExitCode.INTERRUPTED;
    }
  }

  /** The next time, or the last missed one if it is to be made up for. */
  private Optional<Instant> firstDue(Timetable timetable, Instant last) {
    Instant now = now();
    List<Instant> missed = timetable.allAfter(last).takeWhile(time -> !time.isAfter(now)).toList();
    if (missed.isEmpty()) {
      return timetable.after(now);
    }
    Instant newest = missed.get(missed.size() - 1);
    say(
        "missed %d times, the last at %s; %s"
            .formatted(
                missed.size(),
                newest,
                catchUp
                    ? "pushing once for all"
                    : "they are left out (--catch-up would push once)"));
    return catchUp ? Optional.of(newest) : timetable.after(now);
  }

  /** Whether the time is over with, by this process or another. */
  private boolean push(Scheduler scheduler, String schedule, Instant due) {
    try {
      if (!scheduler.isMine()) {
        return scheduler.lastPushed().filter(last -> !last.isBefore(due)).isPresent();
      }
      List<FetchCommand> commands = commands(schedule, due);
      if (scheduler.pushOnce(due, commands)) {
        print(new Push(due, schedule, commands.stream().map(FetchCommand::commandId).toList()));
      }
      return true;
    } catch (RedisException away) {
      if (MissingPermission.in(away).isPresent()) {
        throw away;
      }
      say("Redis is away; the commands of " + due + " go out when it is back");
      return false;
    }
  }

  private void print(Push push) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        output.json()
            ? Json.MAPPER.writeValueAsString(push)
            : push.dueAt() + "  " + Plural.commands(push.commandIds().size()) + " pushed");
    out.flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
  }

  private Instant now() {
    return context.clock().instant();
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("no time");
  }
}
