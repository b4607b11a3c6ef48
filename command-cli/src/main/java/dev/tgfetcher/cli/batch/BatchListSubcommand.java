package dev.tgfetcher.cli.batch;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the batches, the newest first.",
      "Redis forgets a completed batch after RESULT_TTL. The list reads the names of all keys in"
          + " Redis."
    },
    footer = {
      "",
      "With --output json: an array of {batch_id, state, size, commands, open, done,",
      "dead_lettered, cancelled, created_at, completed_at, members}.",
      "",
      "Examples:",
      "  tg-fetcher batch list",
      "  tg-fetcher batch list --output json | jq '.[] | select(.state == \"open\")'"
    })
final class BatchListSubcommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (RedisConnection redis = connection.connect()) {
      output.print(
          spec.commandLine().getOut(),
          new Batches(redis, connection.keys()).list(),
          List.of("BATCH", "STATE", "COMMANDS", "OPEN", "DONE", "DEAD-LETTERED", "CANCELLED"),
          BatchListSubcommand::row);
    }
    return ExitCode.DONE;
  }

  private static List<String> row(BatchState batch) {
    return List.of(
        batch.batchId(),
        batch.state(),
        String.valueOf(batch.commands()),
        String.valueOf(batch.open()),
        String.valueOf(batch.done()),
        String.valueOf(batch.deadLettered()),
        String.valueOf(batch.cancelled()));
  }
}
