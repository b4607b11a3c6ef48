package dev.tgfetcher.cli;

import dev.tgfetcher.cli.redis.PendingCommands;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.FetchCommand;
import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.worker.ExitCode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = "Asks the fleet to fetch days of chats.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher push @ru_python --date 2025-11-07",
      "  tg-fetcher push @ru_python t.me/durov --days 7 --strategy per_day",
      "  tg-fetcher push -- -1001234567890 --mode yesterday"
    })
final class PushVerb implements Callable<Integer> {
  /** A pushed command as it is printed. */
  record Pushed(String chat, String mode, String commandId, String correlationId) {
    static Pushed of(FetchCommand command) {
      return new Pushed(
          command.chat().canonical(),
          command.mode().wireName(),
          command.commandId(),
          command.correlationId());
    }
  }

  @Parameters(
      paramLabel = "CHAT",
      arity = "1..*",
      description = "@name, name, t.me/name, https://t.me/name or a chat's numeric id.")
  private List<String> chats = List.of();

  @Mixin private DayOptions days;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  PushVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<FetchCommand> commands = chats.stream().map(this::command).toList();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      new PendingCommands(redis, keys).push(commands);
    }
    print(commands.stream().map(Pushed::of).toList());
    return ExitCode.DONE;
  }

  private FetchCommand command(String chat) {
    return days.command(
        chat,
        surroundings.newIds().get(),
        Person.of(surroundings.environment()),
        surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void print(List<Pushed> pushed) {
    List<List<String>> rows =
        pushed.stream().map(one -> List.of(one.chat(), one.mode(), one.commandId())).toList();
    output.print(
        spec.commandLine().getOut(),
        pushed,
        new Table(List.of("CHAT", "MODE", "COMMAND ID"), rows));
  }
}
