package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.SubcommandGroup;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Lists the living workers: sessions, accounts, current commands, health, the address of their"
          + " health pages, the age of their last heartbeat, and their version.",
      "With --output json it prints all fields of their heartbeats."
    },
    footer = {"", "Examples:", "  tg-fetcher workers", "  tg-fetcher workers --output json"})
public final class WorkersSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("WORKER", "SESSION", "ACCOUNT", "DOING", "HEALTH", "HTTP", "HEARTBEAT", "VERSION");

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
      Instant now = context.clock().instant();
      output.print(spec.commandLine().getOut(), workers, HEADER, worker -> row(worker, now));
      return ExitCode.DONE;
    }
  }

  private static List<String> row(FleetStatus.Worker worker, Instant now) {
    return List.of(
        worker.workerId(),
        worker.session(),
        worker.account(),
        worker.current().isEmpty()
            ? StatusText.idle(worker)
            : worker.current().stream()
                .map(work -> StatusText.doing(work, now))
                .collect(Collectors.joining("; ")),
        worker.health(),
        worker.http(),
        worker.beatAt() == null ? "" : Age.of(worker.beatAt(), now),
        worker.version());
  }
}
