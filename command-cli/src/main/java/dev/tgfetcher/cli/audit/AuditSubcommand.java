package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.Period;
import dev.tgfetcher.cli.option.PeriodOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the changes by operators, the newest first.",
      "The audit records each change before it begins. A change with the result 'begun' still "
          + "runs, or was killed; how much it changed is unknown."
    },
    footer = {
      "",
      "With --output json: an array of {who, action, filter, count, at, result, command_line};",
      "count is null where the result is 'begun'.",
      "",
      "Examples:",
      "  tg-fetcher audit --since 7d",
      "  tg-fetcher audit --who ada@harbour --action 'dlq replay' --output json"
    })
public final class AuditSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("AT", "WHO", "ACTION", "COUNT", "RESULT", "FILTER");
  private static final List<String> WIDE = List.of("COMMAND LINE");

  @Option(names = "--who", paramLabel = "NAME", description = "Only changes by this operator.")
  private @Nullable String who;

  @Option(names = "--action", paramLabel = "ACTION", description = "Only this action: 'dlq purge'.")
  private @Nullable String action;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      defaultValue = "100",
      description = "The newest N (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private PeriodOptions changed;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      Period period = changed.period(RedisTime.now(redis));
      print(
          new AuditTrail(redis, keys)
              .newest(
                  period.since(), entry -> isWanted(entry) && period.includes(entry.at()), limit));
    }
    return ExitCode.DONE;
  }

  private boolean isWanted(AuditEntry entry) {
    boolean rightActor = who == null || who.equals(entry.who());
    boolean rightAction = action == null || action.equals(entry.action());
    return rightActor && rightAction;
  }

  private void print(List<AuditEntry> entries) {
    output.print(spec.commandLine().getOut(), entries, HEADER, WIDE, AuditSubcommand::row);
  }

  private static List<String> row(AuditEntry entry) {
    return List.of(
        entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        entry.who(),
        entry.action(),
        entry.count() == null ? "" : String.valueOf(entry.count()),
        entry.result(),
        entry.filter(),
        entry.commandLine() == null ? "" : entry.commandLine());
  }
}
