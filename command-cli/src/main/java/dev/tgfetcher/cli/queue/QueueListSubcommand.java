package dev.tgfetcher.cli.queue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tgfetcher.cli.option.CommandFilter;
import dev.tgfetcher.cli.option.CommandFilterOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.queue.QueuedCommand.State;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists commands in the order in which they run.",
      "Those in hand, those that are pending, retries with the time when they are due, and "
          + "those that wait for another copy of them to end. The age is by the command's own "
          + "timestamp."
    },
    footer = {
      "",
      "With --output json: an array of {state, command_id, correlation_id, chat, mode,",
      "requested_by, sent_at, due_at, worker_id}.",
      "",
      "Examples:",
      "  tg-fetcher queue list --limit 20",
      "  tg-fetcher queue list --state delayed --chat 'ru_*'"
    })
final class QueueListSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("STATE", "COMMAND ID", "CHAT", "MODE", "AGE", "REQUESTED BY", "WHERE");

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<State> states = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      defaultValue = "50",
      description = "The first N (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private CommandFilterOptions filter;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** A command as it is printed. */
  record Listed(
      State state,
      String commandId,
      String correlationId,
      String chat,
      String mode,
      String requestedBy,
      @Nullable Instant sentAt,
      @Nullable Instant dueAt,
      @Nullable String workerId,
      @JsonIgnore boolean twin) {

    static Listed of(QueuedCommand command) {
      return new Listed(
          command.state(),
          command.commandId(),
          command.parsed().correlationId(),
          command.chat(),
          command.mode(),
          command.requestedBy(),
          command.sentAt(),
          command.dueAt(),
          command.worker(),
          command.isTwin());
    }

    List<String> row(Instant now) {
      return List.of(
          state.name(),
          commandId,
          chat,
          mode,
          sentAt == null ? "" : Age.of(sentAt, now),
          requestedBy,
          where(now));
    }

    private String where(Instant now) {
      if (twin) {
        return "after its twin";
      }
      if (dueAt != null) {
        long seconds = Duration.between(now, dueAt).toSeconds();
        return seconds <= 0 ? "due" : "due in " + Age.ofSeconds(seconds);
      }
      return workerId == null ? "" : workerId;
    }
  }

  /** Takes what is wanted, until it has enough to know that there is more. */
  private final class Collection {
    private final CommandFilter wanted = filter.filter();
    private final List<Listed> found = new ArrayList<>();

    boolean take(QueuedCommand command) {
      if (wanted.matches(command.chat(), command.requestedBy())) {
        found.add(Listed.of(command));
      }
      return found.size() <= limit;
    }
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      QueuedCommands commands = new QueuedCommands(redis, keys);
      Collection collection = new Collection();
      if (isWanted(State.processing)) {
        commands.processing().forEach(collection::take);
      }
      if (isWanted(State.pending)) {
        commands.pending(collection::take);
      }
      if (isWanted(State.delayed)) {
        commands.delayed(collection::take);
      }
      print(collection.found, RedisTime.now(redis));
    }
    return ExitCode.DONE;
  }

  private boolean isWanted(State state) {
    return states.isEmpty() || states.contains(state);
  }

  private void print(List<Listed> found, Instant now) {
    List<Listed> shown = found.subList(0, Math.min(limit, found.size()));
    output.print(
        spec.commandLine().getOut(),
        shown,
        new Table(HEADER, shown.stream().map(command -> command.row(now)).toList()));
    if (found.size() > limit && !output.json()) {
      spec.commandLine().getErr().println("There are more; --limit shows them.");
    }
  }
}
