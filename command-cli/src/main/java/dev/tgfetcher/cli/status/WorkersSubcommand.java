package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.SubcommandGroup;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "workers",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[" + SubcommandGroup.LABEL + "]",
    commandListHeading = SubcommandGroup.HEADING,
    subcommands = {WorkersDrainSubcommand.class, WorkersUndrainSubcommand.class},
    description = {
      "Lists the living workers with their sessions, accounts and current commands.",
      "With --output json it prints all fields of their heartbeats."
    },
    footer = {"", "Examples:", "  tg-fetcher workers", "  tg-fetcher workers --output json"})
public final class WorkersSubcommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public WorkersSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      List<FleetStatus.Worker> workers =
          new StatusReader(redis, keys, new WorkerRegistry(redis, keys), context.clock()).workers();
      output.print(
          spec.commandLine().getOut(),
          workers,
          StatusText.workers(workers, context.clock().instant()));
      return ExitCode.DONE;
    }
  }
}
