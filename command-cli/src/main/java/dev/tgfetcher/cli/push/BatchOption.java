package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.batch.Batches;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that makes the pushed commands a batch. */
final class BatchOption {
  /** The worker of events that a subcommand prepares; the worker of the last end replaces it. */
  private static final String NO_WORKER = "tg-fetcher";

  @Option(
      names = "--batch",
      paramLabel = "NAME",
      description = "Make the commands a batch, which ends with one event: see 'batch show'.")
  private @Nullable String name;

  private final CliContext context;

  BatchOption(CliContext context) {
    this.context = context;
  }

  /** The commands as commands of the batch; unchanged without the option. */
  List<FetchCommand> inBatch(List<FetchCommand> commands) {
    String batch = name;
    return batch == null
        ? commands
        : commands.stream().map(command -> checked(command.inBatch(batch))).toList();
  }

  /**
   * The commands of one time of a schedule as a batch of its own, each with the size of the batch:
   * the push needs no other request.
   */
  List<FetchCommand> inBatchOf(String time, List<FetchCommand> commands) {
    String batch = name;
    return batch == null
        ? commands
        : commands.stream()
            .map(command -> checked(command.inBatch(batch + "@" + time, commands.size())))
            .toList();
  }

  private static FetchCommand checked(FetchCommand command) {
    if (CommandParser.parse(command.toJson()) instanceof ParsedCommand.Invalid invalid) {
      throw CliException.wrongUsage("--batch " + invalid.problem());
    }
    return command;
  }

  /** Counts the commands into the batch, before they are pushed. */
  void register(Batches batches, List<FetchCommand> commands, ConnectionOptions connection) {
    String batch = name;
    if (batch == null) {
      return;
    }
    EventFactory events =
        new EventFactory(connection.settings().redis().serviceName(), NO_WORKER, context.clock());
    if (!batches.register(batch, commands, events)) {
      throw CliException.failed(
          "the batch "
              + batch
              + " has ended, and Redis keeps its name for RESULT_TTL: choose another name;"
              + " nothing was pushed");
    }
  }
}
