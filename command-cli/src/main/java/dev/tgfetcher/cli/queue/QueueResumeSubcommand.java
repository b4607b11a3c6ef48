package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Plural;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a pause of the fleet, of chats or of an account.",
      "Name the target as 'queue pause' did. Its commands return to the heads of their lists, in "
          + "their order."
    },
    footer = {
      "",
      "With --output json: one {resumed, returned}.",
      "",
      "Examples:",
      "  tg-fetcher queue resume",
      "  tg-fetcher queue resume --chat 'ru_*'",
      "  tg-fetcher queue resume --all"
    })
final class QueueResumeSubcommand implements Callable<Integer> {
  @Mixin private PauseOptions options;

  @Option(names = "--all", description = "End all pauses; drained workers stay drained.")
  private boolean all;

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** The result: the targets, and the commands that returned to their lists. */
  record Resumed(List<String> resumed, long returned) {}

  public QueueResumeSubcommand(CliContext context) {
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() {
    PauseTarget target = options.target();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      Pauses pauses = new Pauses(redis, keys);
      List<PauseTarget> targets = targets(pauses, target);
      return actor.during(
          redis,
          keys,
          "queue resume",
          text(targets),
          tally -> {
            long returned = targets.stream().mapToLong(one -> pauses.end(one).orElse(0L)).sum();
            tally.count(targets.size());
            output.print(
                spec.commandLine().getOut(),
                new Resumed(targets.stream().map(PauseTarget::field).toList(), returned),
                List.of(
                    "resumed: %s; %s returned"
                        .formatted(text(targets), Plural.commands((int) returned))));
            return ExitCode.DONE;
          });
    }
  }

  private List<PauseTarget> targets(Pauses pauses, PauseTarget target) {
    List<PauseTarget> paused =
        pauses.read().pauses().stream()
            .map(Pause::target)
            .filter(one -> one.kind() != PauseTarget.Kind.WORKER)
            .toList();
    List<PauseTarget> wanted = all ? paused : paused.stream().filter(target::equals).toList();
    if (wanted.isEmpty()) {
      throw CliException.failed(
          (all ? "nothing" : target.text())
              + " is "
              + (all ? "" : "not ")
              + "paused"
              + (paused.isEmpty() || all ? "" : "; paused are: " + text(paused)));
    }
    return wanted;
  }

  private static String text(List<PauseTarget> targets) {
    return targets.stream().map(PauseTarget::text).collect(Collectors.joining(", "));
  }
}
