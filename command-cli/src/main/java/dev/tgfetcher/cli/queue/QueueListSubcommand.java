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
      "First those that workers have, then pending ones, then those of low priority, then those "
          + "that wait for the end of another copy, then retries with their due times, then "
          + "those of paused chats. The age is the time since the "
          + "command's own timestamp."
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
  private static final List<String> WIDE = List.of("CORRELATION ID");

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only these states: ${COMPLETION-CANDIDATES}.")
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

  /** A row of the list. */
  record ListedCommand(
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

    static ListedCommand of(QueuedCommand command) {
      return new ListedCommand(
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
          where(now),
          correlationId);
    }

    private String where(Instant now) {
      if (twin) {
        return "after its twin";
      }
      if (state == State.paused) {
        return "for the end of a pause";
      }
      if (dueAt != null) {
        long seconds = Duration.between(now, dueAt).toSeconds();
        return seconds <= 0 ? "due" : "due in " + Age.ofSeconds(seconds);
      }
      return workerId == null ? "" : workerId;
    }
  }

  /** Collects the commands that the filter matches, up to one more than the limit. */
  private final class Collector {
    private final CommandFilter wanted = filter.filter();
    private final List<ListedCommand> found = new ArrayList<>();

    /** Returns false when it has enough. */
    boolean add(QueuedCommand command) {
      if (wanted.matches(command.chat(), command.requestedBy())) {
        found.add(ListedCommand.of(command));
      }
      return found.size() <= limit;
    }
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      QueuedCommands commands = new QueuedCommands(redis, keys);
      Collector collector = new Collector();
      if (isWanted(State.processing)) {
        commands.processing().forEach(collector::add);
      }
      if (isWanted(State.pending)) {
        commands.pending(collector::add);
      }
      if (isWanted(State.low)) {
        commands.low(collector::add);
      }
      if (isWanted(State.delayed)) {
        commands.delayed(collector::add);
      }
      if (isWanted(State.paused)) {
        commands.paused(collector::add);
      }
      Instant now = RedisTime.now(redis);
      output.printFirst(
          limit, spec.commandLine(), collector.found, HEADER, WIDE, command -> command.row(now));
    }
    return ExitCode.DONE;
  }

  private boolean isWanted(State state) {
    return states.isEmpty() || states.contains(state);
  }
}
