package dev.tgfetcher.cli.batch;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a batch: how many of its commands have ended, and the state of each.",
      "'tg-fetcher show ID' shows one of its commands."
    },
    footer = {
      "",
      "With --output json: one {batch_id, state, size, commands, open, done, dead_lettered,",
      "cancelled, created_at, completed_at, members}.",
      "",
      "Examples:",
      "  tg-fetcher batch show nightly-17",
      "  tg-fetcher batch show nightly-17 --output json | jq .open"
    })
final class BatchShowSubcommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Name of the batch.")
  private String name = "";

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (RedisConnection redis = connection.connect()) {
      BatchState batch =
          new Batches(redis, connection.keys())
              .find(name)
              .orElseThrow(
                  () ->
                      CliException.failed(
                          "no batch has the name "
                              + name
                              + "; 'tg-fetcher batch list' shows the names"));
      output.print(spec.commandLine().getOut(), batch, text(batch));
    }
    return ExitCode.DONE;
  }

  private static List<String> text(BatchState batch) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is %s: %d of %s commands have ended, %d done, %d dead-lettered, %d cancelled"
            .formatted(
                batch.batchId(),
                batch.state(),
                batch.commands() - batch.open(),
                batch.size() == null ? "an unknown number of" : batch.size(),
                batch.done(),
                batch.deadLettered(),
                batch.cancelled()));
    lines.add("created " + Objects.requireNonNullElse(batch.createdAt(), "at an unknown time"));
    if (batch.completedAt() != null) {
      lines.add("completed " + batch.completedAt());
    }
    lines.add("");
    lines.add(
        new Table(
                List.of("COMMAND ID", "STATE"),
                batch.members().stream()
                    .map(member -> List.of(member.commandId(), member.state()))
                    .toList())
            .render());
    return lines;
  }
}
