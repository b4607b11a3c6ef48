package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "undrain",
    mixinStandardHelpOptions = true,
    description = "Lets a drained worker take commands again.",
    footer = {"", "Examples:", "  tg-fetcher workers undrain host-1-abcdef"})
final class WorkersUndrainSubcommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Worker id as in 'workers' or 'status'.")
  private String id = "";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Spec private CommandSpec spec;

  public WorkersUndrainSubcommand(CliContext context) {
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      Pauses pauses = new Pauses(redis, keys);
      if (pauses.read().of(PauseTarget.worker(id)).isEmpty()) {
        throw CliException.failed(
            "worker " + id + " is not drained; 'tg-fetcher status' shows all");
      }
      return actor.during(
          redis,
          keys,
          "workers undrain",
          id,
          tally -> {
            tally.count(pauses.end(PauseTarget.worker(id)).isPresent() ? 1 : 0);
            spec.commandLine().getOut().println("undrained: " + id + " takes commands again");
            return ExitCode.DONE;
          });
    }
  }
}
