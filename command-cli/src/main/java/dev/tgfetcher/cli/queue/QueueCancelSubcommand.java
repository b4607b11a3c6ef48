package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.CommandFilter;
import dev.tgfetcher.cli.option.CommandFilterOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Confirmation;
import dev.tgfetcher.cli.terminal.Plural;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Removes commands from the queue, and stops running ones at their next page.",
      "Name one by its id, or several by --chat and --requested-by: these are shown first. The "
          + "payload of a removed command is printed, so that it can be pushed again; of an element "
          + "that is too long for a command, the beginning. A running command keeps the days that "
          + "it has written. The last event of each is command_completed with the outcome cancelled."
    },
    footer = {
      "",
      "With --output json: one {command_id, cancelled, payloads, stopping}; with a filter one",
      "{matched, cancelled, payloads, stopping}.",
      "",
      "Examples:",
      "  tg-fetcher queue cancel 0b9c3f5e",
      "  tg-fetcher queue cancel --chat 'ru_*' --dry-run",
      "  tg-fetcher queue cancel --requested-by backfill --yes --as ada"
    })
final class QueueCancelSubcommand implements Callable<Integer> {
  private static final int MOST_CANDIDATES = 10;

  /**
   * The result for an id; there are several payloads if the command was pushed more than once.
   *
   * @param stopping the workers that stop it at its next page
   */
  record Cancelled(String commandId, int cancelled, List<String> payloads, List<String> stopping) {}

  /**
   * The result for a filter.
   *
   * @param stopping the ids of the running commands that stop at their next page
   */
  record CancelledByFilter(
      int matched, int cancelled, List<String> payloads, List<String> stopping) {}

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "Command id as in 'queue list', or its beginning.")
  private String id = "";

  @Mixin private CommandFilterOptions filter;

  @Option(names = "--dry-run", description = "Show the commands and cancel none.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public QueueCancelSubcommand(CliContext context) {
    this.context = context;
    this.actor = new ActorOptions(context);
    this.confirmation = new Confirmation(context);
  }

  @Override
  public Integer call() {
    if (id.isEmpty() == filter.isEmpty()) {
      throw CliException.wrongUsage(
          "name a command by its id, or several by --chat and --requested-by");
    }
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      QueuedCommands commands = new QueuedCommands(redis, keys);
      return id.isEmpty() ? byFilter(redis, keys, commands) : byId(redis, keys, commands);
    }
  }

  private int byId(RedisConnection redis, RedisKeys keys, QueuedCommands commands) {
    List<QueuedCommand> found = new ArrayList<>(commands.waiting(id));
    commands.processing().stream()
        .filter(command -> command.commandId().startsWith(id))
        .forEach(found::add);
    String commandId = only(found);
    List<QueuedCommand> wanted =
        found.stream().filter(command -> command.commandId().equals(commandId)).toList();
    if (dryRun) {
      preview(wanted);
      return ExitCode.DONE;
    }
    return actor.during(
        redis,
        keys,
        "queue cancel",
        commandId,
        tally -> {
          List<QueuedCommand> stopping = new ArrayList<>();
          List<String> payloads = cancel(commands, wanted, stopping);
          tally.count((long) payloads.size() + stopping.size());
          if (payloads.isEmpty() && stopping.isEmpty()) {
            throw CliException.failed(
                "command "
                    + commandId
                    + " cannot be cancelled: it has just ended, or moved; try"
                    + " again");
          }
          List<String> workers =
              stopping.stream().map(command -> String.valueOf(command.worker())).toList();
          output.print(
              spec.commandLine().getOut(),
              new Cancelled(commandId, payloads.size(), payloads, workers),
              lines(payloads, stopping));
          return ExitCode.DONE;
        });
  }

  private int byFilter(RedisConnection redis, RedisKeys keys, QueuedCommands commands) {
    CommandFilter wanted = filter.filter();
    List<QueuedCommand> found = new ArrayList<>();
    commands.waiting("").forEach(found::add);
    found.addAll(commands.processing());
    found.removeIf(command -> !wanted.matches(command.chat(), command.requestedBy()));
    preview(found);
    if (dryRun || found.isEmpty()) {
      return ExitCode.DONE;
    }
    if (!confirmation.isGiven("Cancel " + Plural.commands(found.size()))) {
      context.err().println("nothing was cancelled");
      return ExitCode.FAILED;
    }
    return actor.during(
        redis,
        keys,
        "queue cancel",
        filter.arguments().collect(Collectors.joining(" ")),
        tally -> {
          List<QueuedCommand> stopping = new ArrayList<>();
          List<String> payloads = cancel(commands, found, stopping);
          tally.count((long) payloads.size() + stopping.size());
          output.print(
              spec.commandLine().getOut(),
              new CancelledByFilter(
                  found.size(),
                  payloads.size(),
                  payloads,
                  stopping.stream().map(QueuedCommand::commandId).toList()),
              lines(payloads, stopping));
          return ExitCode.DONE;
        });
  }

  private EventFactory events() {
    String service = connection.settings().redis().serviceName();
    return new EventFactory(service, "tg-fetcher", context.clock());
  }

  /** Returns the payloads that were removed; adds the running commands that will stop. */
  private List<String> cancel(
      QueuedCommands commands, List<QueuedCommand> wanted, List<QueuedCommand> stopping) {
    List<String> payloads = new ArrayList<>();
    for (QueuedCommand command : wanted) {
      if (command.state() != QueuedCommand.State.processing) {
        if (commands.cancel(command, events())) {
          payloads.add(command.text());
        }
      } else if (commands.requestCancel(command, "by " + actor.name())) {
        stopping.add(command);
      }
    }
    return payloads;
  }

  private static List<String> lines(List<String> payloads, List<QueuedCommand> stopping) {
    List<String> lines = new ArrayList<>(payloads);
    for (QueuedCommand command : stopping) {
      lines.add(
          "stopping: worker %s stops %s at its next page"
              .formatted(command.worker(), command.commandId()));
    }
    return lines;
  }

  private void preview(List<QueuedCommand> found) {
    PrintWriter err = context.err();
    err.println(Plural.commands(found.size()) + (found.size() == 1 ? " matches" : " match"));
    found.stream()
        .limit(MOST_CANDIDATES)
        .forEach(
            command ->
                err.println(
                    "  %s  %s  %s  %s"
                        .formatted(
                            command.state(), command.commandId(), command.chat(), command.mode())));
    if (found.size() > MOST_CANDIDATES) {
      err.println("  and %d more".formatted(found.size() - MOST_CANDIDATES));
    }
  }

  /** Returns the only command id that begins like the argument. */
  private String only(List<QueuedCommand> found) {
    TreeSet<String> ids =
        found.stream().map(QueuedCommand::commandId).collect(Collectors.toCollection(TreeSet::new));
    if (ids.size() > 1 && !ids.contains(id)) {
      throw CliException.failed(
          "several commands have an id that starts with %s: %s%s"
              .formatted(
                  id,
                  ids.stream().limit(MOST_CANDIDATES).collect(Collectors.joining(", ")),
                  ids.size() > MOST_CANDIDATES ? ", ..." : ""));
    }
    if (ids.isEmpty()) {
      throw CliException.failed(
          "no command has the id " + id + "; 'tg-fetcher queue list' shows the ids");
    }
    return ids.contains(id) ? id : ids.first();
  }
}
