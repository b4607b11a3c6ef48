package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
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
      "Removes a pending or delayed command from the queue.",
      "It becomes no dead letter. Its last event is command_completed with the outcome cancelled. Its payload is printed, so that it can"
          + " be pushed again; of an element that is too long for a command, the beginning. A"
          + " command that a worker has taken cannot be cancelled."
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

  /** The result; there are several payloads if the command was pushed more than once. */
  record Cancelled(String commandId, int cancelled, List<String> payloads) {}

  @Parameters(paramLabel = "ID", description = "Command id as in 'queue list', or its beginning.")
  private String id = "";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public QueueCancelSubcommand(CliContext context) {
    this.context = context;
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
                    .filter(command -> commands.cancel(command, events()))
                    .map(QueuedCommand::text)
                    .toList();
            tally.count(payloads.size());
            if (payloads.isEmpty()) {
              throw CliException.failed(
                  "command " + commandId + " cannot be cancelled: a worker has just taken it");
            }
            output.print(
                spec.commandLine().getOut(),
                new Cancelled(commandId, payloads.size(), payloads),
                payloads);
            return ExitCode.DONE;
          });
    }
  }

  private EventFactory events() {
    String service = connection.settings().redis().serviceName();
    return new EventFactory(service, "tg-fetcher", context.clock());
  }

  /** Returns the only command id that begins like the argument. */
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
                    + " cannot be cancelled: worker "
                    + command.worker()
                    + " has taken it")
        .orElse("no command has the id " + id + "; 'tg-fetcher queue list' shows the ids");
  }
}
