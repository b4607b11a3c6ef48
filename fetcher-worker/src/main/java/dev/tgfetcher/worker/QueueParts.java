package dev.tgfetcher.worker;

import dev.tgfetcher.config.RedisConfig.Delivery;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.event.FileUrls;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.CommandEnds;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.FleetId;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.session.CurrentCommand;
import java.util.List;
import java.util.stream.Stream;

/** The queue of one worker, and the parts that write to it or report its commands. */
final class QueueParts {
  private static final String OUTBOX = ".outbox";

  private final EventFactory events;
  private final DeadLetterFactory deadLetters;
  private final Outbox outbox;
  private final CommandQueue queue;
  private final WorkerRegistry registry;
  private final ProcessingLists lists;
  private final Reclaimer reclaimer;
  private final List<CurrentCommand> currentCommands;

  QueueParts(WorkerContext worker) {
    this.events =
        new EventFactory(
            worker.settings().redis().serviceName(),
            worker.workerId(),
            worker.clock(),
            new FileUrls(worker.settings().archive().archivePublicUrl()),
            worker.telemetry().trace());
    this.deadLetters = new DeadLetterFactory(events, worker.workerId(), worker.clock());
    this.outbox =
        new Outbox(
            worker.settings().archive().dataDir().toAbsolutePath().normalize().resolve(OUTBOX),
            worker.workerId(),
            FleetId.in(worker.redis(), worker.keys()));
    this.queue =
        new CommandQueue(
            worker.redis(),
            worker.keys(),
            worker.workerId(),
            worker.settings().redis().queueDelivery() == Delivery.AT_LEAST_ONCE,
            worker.settings().worker().lowPriorityEvery(),
            worker.dedupTtl(),
            outbox,
            deadLetters::malformed,
            new CommandEnds(events, worker.settings().redis().resultTtl()),
            worker.telemetry().commands());
    this.registry = new WorkerRegistry(worker.redis(), worker.keys());
    this.lists = new ProcessingLists(worker.redis(), worker.keys(), worker.telemetry().commands());
    this.reclaimer =
        new Reclaimer(lists, new CommandCounters(worker.redis(), worker.keys()), deadLetters);
    this.currentCommands =
        Stream.generate(() -> new CurrentCommand(queue, worker.clock()))
            .limit(worker.settings().worker().workerConcurrency())
            .toList();
  }

  EventFactory events() {
    return events;
  }

  DeadLetterFactory deadLetters() {
    return deadLetters;
  }

  Outbox outbox() {
    return outbox;
  }

  CommandQueue queue() {
    return queue;
  }

  WorkerRegistry registry() {
    return registry;
  }

  ProcessingLists lists() {
    return lists;
  }

  Reclaimer reclaimer() {
    return reclaimer;
  }

  /** One for each worker slot. */
  List<CurrentCommand> currentCommands() {
    return currentCommands;
  }
}
