package dev.tgfetcher.cli.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
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
    name = "requeue",
    mixinStandardHelpOptions = true,
    description = {
      "Requeues the commands of dead workers.",
      "They go to the head of the queue. Each counts as an interruption, and the third one "
          + "makes a dead letter, as in a running fleet. A worker with a heartbeat keeps its "
          + "commands."
    },
    footer = {
      "",
      "With --output json: an array of {worker_id, requeued, buried}.",
      "",
      "Examples:",
      "  tg-fetcher orphans requeue",
      "  tg-fetcher orphans requeue --worker harbour-4711-a1b2c3"
    })
final class OrphansRequeueSubcommand implements Callable<Integer> {
  @Option(
      names = "--worker",
      paramLabel = "ID",
      description = "Only the commands of this worker (default: all dead workers).")
  private @Nullable String worker;

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public OrphansRequeueSubcommand(CliContext context) {
    this.context = context;
    this.actor = new ActorOptions(context);
  }

  /** The result for one dead worker, as a row. */
  record Requeued(String workerId, int requeued, @JsonProperty("buried") int deadLettered) {
    List<String> row() {
      return List.of(workerId, String.valueOf(requeued), String.valueOf(deadLettered));
    }
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    String service = connection.settings().redis().serviceName();
    try (RedisConnection redis = connection.connect()) {
      ProcessingLists lists = new ProcessingLists(redis, keys);
      EventFactory events = new EventFactory(service, actor.name(), context.clock());
      Reclaimer reclaimer =
          new Reclaimer(
              lists,
              new CommandCounters(redis, keys),
              new DeadLetterFactory(events, actor.name(), context.clock()));
      List<String> dead = workers(new WorkerRegistry(redis, keys), lists);
      print(dead.isEmpty() ? List.of() : requeue(redis, keys, reclaimer, dead));
    }
    return ExitCode.DONE;
  }

  private List<Requeued> requeue(
      RedisConnection redis, RedisKeys keys, Reclaimer reclaimer, List<String> dead) {
    String filter = worker == null ? "" : "--worker " + worker;
    return actor.during(
        redis,
        keys,
        "orphans requeue",
        filter,
        tally -> {
          List<Requeued> done = new ArrayList<>();
          int count = 0;
          for (String one : dead) {
            Reclaimer.Outcome outcome = reclaimer.reclaimAll(one);
            done.add(new Requeued(one, outcome.requeued(), outcome.deadLettered()));
            count += outcome.requeued() + outcome.deadLettered();
            tally.count(count);
          }
          return done;
        });
  }

  private List<String> workers(WorkerRegistry workers, ProcessingLists lists) {
    if (worker == null) {
      return workers.deadWorkers();
    }
    if (workers.isAlive(worker)) {
      throw CliException.wrongUsage(
          "worker " + worker + " has a heartbeat, so it keeps its commands: stop it first");
    }
    if (lists.payloads(worker).isEmpty()) {
      throw CliException.failed(
          "worker "
              + worker
              + " left no commands; 'tg-fetcher orphans list' shows the workers that did");
    }
    return List.of(worker);
  }

  private void print(List<Requeued> done) {
    output.print(
        spec.commandLine().getOut(),
        done,
        List.of("WORKER", "REQUEUED", "DEAD LETTERS"),
        Requeued::row);
  }
}
