package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.redis.OperatorRun;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.CommandEnds;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.EndKeys;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** All commands that have not ended: those of workers, pending and delayed ones. */
public final class QueuedCommands {
  private static final LuaScript CANCEL =
      LuaScript.beside(QueuedCommands.class, "cancel").calling(CommandQueue.class, "end_command");
  private static final LuaScript REQUEST_CANCEL =
      LuaScript.beside(QueuedCommands.class, "request_cancel");
  private static final LuaScript PAGE_OF = LuaScript.beside(QueuedCommands.class, "page");
  private static final int PAGE = 500;
  private static final int BYTES_OF_PAGE = 4 * Payload.LONGEST;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final OperatorRun run;

  public QueuedCommands(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
    this.run = new OperatorRun(keys);
  }

  /** The commands that workers have, dead workers included. */
  public List<QueuedCommand> processing() {
    ProcessingLists lists = new ProcessingLists(redis, keys);
    List<QueuedCommand> commands = new ArrayList<>();
    for (String worker : new WorkerRegistry(redis, keys).withCommands()) {
      lists
          .payloads(worker)
          .forEach(payload -> commands.add(QueuedCommand.processing(payload, worker)));
    }
    return commands;
  }

  /** Passes pending commands to a predicate, the next one first, until it returns false. */
  public void pending(Predicate<QueuedCommand> goOn) {
    boolean unused = forwards(keys.pending(), QueuedCommand::pending, goOn);
  }

  /** Passes those of the low list to a predicate, the next one first, until it returns false. */
  public void low(Predicate<QueuedCommand> goOn) {
    boolean unused = forwards(keys.low(), QueuedCommand::low, goOn);
  }

  /**
   * Passes the commands of a list to a predicate, the last one first. Workers take from the other
   * end, so that a command may come twice, but none is skipped.
   */
  private void fromTheEnd(
      String key, Function<StoredElement, QueuedCommand> command, Predicate<QueuedCommand> goOn) {
    int end = redis.commands().getList(key).size();
    while (end > 0) {
      List<StoredElement> page = page(key, Math.max(0, end - PAGE), end - 1, "backwards");
      if (page.isEmpty() || !page.stream().map(command).allMatch(goOn)) {
        return;
      }
      end -= page.size();
    }
  }

  /**
   * Passes delayed commands to a predicate until it returns false: first twins, then retries, the
   * next one first.
   */
  public void delayed(Predicate<QueuedCommand> goOn) {
    if (forwards(keys.twins(), QueuedCommand::twin, goOn)) {
      boolean unused = forwards(keys.delayed(), QueuedCommand::delayed, goOn);
    }
  }

  /** Passes the commands that wait for the end of a pause to a predicate until it returns false. */
  public void paused(Predicate<QueuedCommand> goOn) {
    boolean unused =
        pausedLists().stream().allMatch(list -> forwards(list, QueuedCommand::paused, goOn));
  }

  private List<String> pausedLists() {
    return new Pauses(redis, keys)
        .read().pauses().stream()
            .map(pause -> keys.waitingForPause(pause.target().field()))
            .toList();
  }

  /** Returns false if the predicate did. */
  private boolean forwards(
      String key, Function<StoredElement, QueuedCommand> command, Predicate<QueuedCommand> goOn) {
    int first = 0;
    List<StoredElement> page;
    do {
      page = page(key, first, first + PAGE - 1, "forwards");
      if (!page.stream().map(command).allMatch(goOn)) {
        return false;
      }
      first += page.size();
    } while (!page.isEmpty());
    return true;
  }

  private List<StoredElement> page(String key, int first, int last, String direction) {
    List<byte[]> reply =
        redis.evalBytes(
            PAGE_OF, List.of(key), first, last, Payload.LONGEST, BYTES_OF_PAGE, direction);
    List<StoredElement> elements = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += 3) {
      elements.add(StoredElement.of(reply.get(i), reply.get(i + 1), reply.get(i + 2)));
    }
    return elements;
  }

  /** The pending and delayed commands whose id begins so. */
  public List<QueuedCommand> waiting(String idPrefix) {
    List<QueuedCommand> found = new ArrayList<>();
    Predicate<QueuedCommand> collect =
        command -> {
          if (command.commandId().startsWith(idPrefix)) {
            found.add(command);
          }
          return true;
        };
    fromTheEnd(keys.pending(), QueuedCommand::pending, collect);
    fromTheEnd(keys.low(), QueuedCommand::low, collect);
    delayed(collect);
    paused(collect);
    return found;
  }

  /**
   * Removes a pending or delayed command, and announces its end.
   *
   * @param events of this process
   * @return false if it was no longer there
   */
  public boolean cancel(QueuedCommand command, EventFactory events) {
    Event batch = new CommandEnds(events, CommandEnds.RESULT_TTL).batch(command.parsed());
    return 1
        == redis.evalLong(
            CANCEL,
            keysOfCancel(command),
            command.payload(),
            command.commandId(),
            run.nextStep(),
            run.rememberedSeconds(),
            command.size(),
            keys.eventsFormat()
                .json(events.completed(command.parsed(), null, CommandOutcome.CANCELLED)),
            batch == null ? "" : keys.eventsFormat().json(batch),
            keys.events(),
            CommandQueue.STREAM_LENGTH);
  }

  private List<String> keysOfCancel(QueuedCommand command) {
    List<String> names =
        new ArrayList<>(
            List.of(
                keys.pending(),
                keys.delayed(),
                keys.meta(command.payload().sha256()),
                keys.cancelled(command.parsed().correlationId(), command.chatFolder()),
                run.key(),
                keys.twins(),
                keys.low(),
                keys.eventStream()));
    names.addAll(EndKeys.of(keys, command.parsed()));
    if (command.state() == QueuedCommand.State.paused) {
      names.addAll(pausedLists());
    }
    return names;
  }

  /**
   * Asks the worker of a command to stop it at its next page.
   *
   * @param by the operator and the reason
   * @return false if the worker no longer has the command
   */
  public boolean requestCancel(QueuedCommand command, String by) {
    return 1
        == redis.evalLong(
            REQUEST_CANCEL,
            List.of(keys.meta(command.payload().sha256())),
            keys.processing(String.valueOf(command.worker())),
            CommandCounters.CANCEL_REQUEST,
            by);
  }
}
