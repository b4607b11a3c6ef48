package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a command that is pending or delayed off the queue.",
      "It becomes no dead letter, and no event tells of it: its payload is printed, to be "
          + "pushed again if need be. What a worker has in hand cannot be cancelled."
    },
    footer = {
      "",
      "With --output json: one {command_id, cancelled, payloads}.",
      "",
      "Examples:",
      "  tg-fetcher queue cancel 0b9c3f5e",
      "  tg-fetcher queue cancel 0b9c3f5e --as ada --output json"
    })
final class QueueCancelSubcommand implements Callable<Integer> {
  private static final int MOST_CANDIDATES = 10;

  /** What was cancelled, as it is printed; the same command may have been pushed twice. */
  record Cancelled(String commandId, int cancelled, List<String> payloads) {}

  @Parameters(
      paramLabel = "ID",
      description = "Id of the command that 'queue list' shows, or the beginning of it.")
  private String id = "";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  public QueueCancelSubcommand(CliContext context) {
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      QueuedCommands commands = new QueuedCommands(redis, keys);
      List<QueuedCommand> waiting = commands.waiting(id);
      String commandId = only(waiting, commands);
      return actor.during(
          redis,
          keys,
          "queue cancel",
          commandId,
          tally -> {
            List<String> payloads =
                waiting.stream()
                    .filter(command -> command.commandId().equals(commandId))
                    .filter(commands::cancel)
                    .map(command -> command.payload().text())
                    .toList();
            tally.count(payloads.size());
            if (payloads.isEmpty()) {
              throw CliException.failed(
                  "command " + commandId + " was taken by a worker meanwhile");
            }
            print(new Cancelled(commandId, payloads.size(), payloads));
            return ExitCode.DONE;
          });
    }
  }

  /** The one command id that is meant. */
  private String only(List<QueuedCommand> waiting, QueuedCommands commands) {
    TreeSet<String> ids =
        waiting.stream()
            .map(QueuedCommand::commandId)
            .collect(Collectors.toCollection(TreeSet::new));
    if (ids.size() > 1 && !ids.contains(id)) {
      throw CliException.failed(
          "several commands have an id that starts with %s: %s%s"
              .formatted(
                  id,
                  ids.stream().limit(MOST_CANDIDATES).collect(Collectors.joining(", ")),
                  ids.size() > MOST_CANDIDATES ? ", ..." : ""));
    }
    if (ids.isEmpty()) {
      throw CliException.failed(whyNone(commands));
    }
    return ids.contains(id) ? id : ids.first();
  }

  private String whyNone(QueuedCommands commands) {
    return commands.processing().stream()
        .filter(command -> command.commandId().startsWith(id))
        .findFirst()
        .map(
            command ->
                "command "
                    + command.commandId()
                    + " is in the hands of worker "
                    + command.worker()
                    + " and cannot be cancelled")
        .orElse("no command has the id " + id + "; 'tg-fetcher queue list' shows those there are");
  }

  private void print(Cancelled cancelled) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(Json.MAPPER.writeValueAsString(cancelled));
    } else {
      cancelled.payloads().forEach(out::println);
    }
    out.flush();
  }
}
