package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.batch.Batches;
import dev.tgfetcher.cli.option.ChatOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.DayOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.PriorityOption;
import dev.tgfetcher.cli.redis.PendingCommands;
import dev.tgfetcher.cli.terminal.Actor;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Plural;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = {
      "Pushes commands that fetch days of chats; without options of days, yesterday.",
      "With - instead of chats, each line of standard input is a command in JSON. All "
          + "commands are checked before the first one is pushed."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher push @ru_python",
      "  tg-fetcher push @ru_python --date 2025-11-07",
      "  tg-fetcher push @ru_python t.me/durov --days 7 --strategy per_day --wait",
      "  tg-fetcher push --chats-file chats.txt --mode yesterday --batch nightly-17",
      "  tg-fetcher push @ru_python --mode full --strategy per_day --priority low",
      "  tg-fetcher push - <commands.jsonl",
      "  tg-fetcher push -1001234567890 --from 2025-11-01"
    })
public final class PushSubcommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final int SHOWN_PROBLEMS = 10;

  @Mixin private ChatOptions chats;
  @Mixin private DayOptions days;
  @Mixin private PriorityOption priority;

  @Option(
      names = "--wait",
      description = "Wait until all have ended; exit 1 if one failed. Ctrl-C leaves them queued.")
  private boolean wait;

  @Mixin private BatchOption batch;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public PushSubcommand(CliContext context) {
    this.context = context;
    this.batch = new BatchOption(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant now = context.clock().instant();
    List<FetchCommand> commands =
        batch.inBatch(commands().stream().map(command -> DayOptions.inPast(command, now)).toList());
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      PendingCommands pending = new PendingCommands(redis, keys);
      batch.register(new Batches(redis, keys), commands, connection);
      if (wait) {
        return StopRequest.interrupting(() -> pushAndWait(redis, keys, pending, commands));
      }
      pending.push(commands);
    }
    print(commands.stream().map(PushedCommand::of).toList());
    return ExitCode.DONE;
  }

  private List<FetchCommand> commands() {
    List<String> wanted = chats.all();
    if (wanted.isEmpty()) {
      throw CliException.wrongUsage("no chat: name one, or use --chats-file, or - for JSON lines");
    }
    if (!wanted.contains(STANDARD_INPUT)) {
      days.defaultMode("yesterday");
      return wanted.stream().map(chat -> priority.in(days.command(chat, context))).toList();
    }
    if (wanted.size() > 1 || days.isAnyGiven() || priority.isGiven()) {
      throw CliException.wrongUsage(
          "with - the lines have all fields: leave out chats and options of days");
    }
    return fromInput();
  }

  private List<FetchCommand> fromInput() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
    String timestamp = context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    CommandLines.Read read =
        new CommandLines(context.newIds(), Actor.of(context.environment()), timestamp)
            .read(in.lines().toList());
    int problems = read.problems().size();
    if (problems > 0) {
      String more =
          problems > SHOWN_PROBLEMS ? "\nand %d more".formatted(problems - SHOWN_PROBLEMS) : "";
      throw CliException.wrongUsage(
          String.join("\n", read.problems().subList(0, Math.min(problems, SHOWN_PROBLEMS)))
              + more
              + "\nnothing was pushed");
    }
    if (read.commands().isEmpty()) {
      throw CliException.wrongUsage("standard input has no command");
    }
    return read.commands();
  }

  private int pushAndWait(
      RedisConnection redis, RedisKeys keys, PendingCommands pending, List<FetchCommand> commands)
      throws InterruptedException {
    try (CommandTracker tracker = CommandTracker.start(redis, keys, commands)) {
      pending.push(commands);
      context.errProgress().print(Plural.commands(commands.size()) + " pushed; waiting for them");
      return new CommandWait(tracker, redis, keys, output, context).run();
    }
  }

  private void print(List<PushedCommand> pushed) {
    output.print(
        spec.commandLine().getOut(),
        pushed,
        List.of("CHAT", "MODE", "COMMAND ID"),
        one -> List.of(one.chat(), one.mode(), one.commandId()));
  }
}
