package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.AttemptHistory;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the commands of dead workers.",
      "A worker without a heartbeat is dead. The age is the time since a worker first took "
          + "the command."
    },
    footer = {
      "",
      "With --output json: an array of {worker_id, command_id, chat, first_seen, interruptions}.",
      "",
      "Examples:",
      "  tg-fetcher orphans list",
      "  tg-fetcher orphans list --output json"
    })
final class OrphansListSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("WORKER", "COMMAND ID", "CHAT", "AGE", "INTERRUPTIONS");

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /**
   * A row of the list.
   *
   * @param firstSeen null if the worker died before it read the command
   */
  record Orphan(
      String workerId,
      String commandId,
      String chat,
      @Nullable Instant firstSeen,
      int interruptions) {

    List<String> row(Instant now) {
      return List.of(
          workerId,
          commandId,
          chat,
          firstSeen == null ? "" : Age.of(firstSeen, now),
          String.valueOf(interruptions));
    }
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      ProcessingLists lists = new ProcessingLists(redis, keys);
      CommandCounters counters = new CommandCounters(redis, keys);
      List<Orphan> orphans = new ArrayList<>();
      for (String worker : new WorkerRegistry(redis, keys).deadWorkers()) {
        lists
            .payloads(worker)
            .forEach(payload -> orphans.add(orphan(counters.attempts(payload), worker, payload)));
      }
      Instant now = RedisTime.now(redis);
      output.print(spec.commandLine().getOut(), orphans, HEADER, orphan -> orphan.row(now));
    }
    return ExitCode.DONE;
  }

  private static Orphan orphan(AttemptHistory attempts, String worker, Payload payload) {
    QueuedCommand command = QueuedCommand.processing(payload, worker);
    return new Orphan(
        worker,
        command.commandId(),
        command.chat(),
        attempts.firstSeen(),
        attempts.interruptions());
  }
}
