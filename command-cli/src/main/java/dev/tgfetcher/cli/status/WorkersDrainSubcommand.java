package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a worker finish its commands, and take no others.",
      "The worker stays alive and keeps its session. It stays drained when it restarts under the "
          + "same id, until 'workers undrain'."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher workers drain host-1-abcdef --why 'the host is rebooted'"
    })
final class WorkersDrainSubcommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Worker id as in 'workers'.")
  private String id = "";

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which everyone sees.")
  private String why = "drained";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Spec private CommandSpec spec;

  public WorkersDrainSubcommand(CliContext context) {
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      if (!new WorkerRegistry(redis, keys).isAlive(id)) {
        throw CliException.failed(
            "no living worker has the id " + id + "; 'tg-fetcher workers' shows the ids");
      }
      return actor.during(
          redis,
          keys,
          "workers drain",
          id + ": " + why,
          tally -> {
            new Pauses(redis, keys)
                .begin(
                    new Pause(
                        PauseTarget.worker(id), actor.name(), RedisTime.now(redis), null, why, 0));
            tally.count(1);
            spec.commandLine()
                .getOut()
                .println(
                    "draining: "
                        + id
                        + " finishes its commands and takes no others ('workers'"
                        + " shows them)");
            return ExitCode.DONE;
          });
    }
  }
}
