package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.redis.OperatorRun;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.redisson.api.RList;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.ScoredEntry;

/** All commands that have not ended: those of workers, pending and delayed ones. */
public final class QueuedCommands {
  private static final LuaScript CANCEL = LuaScript.beside(QueuedCommands.class, "cancel");
  private static final int PAGE = 500;

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
    int first = 0;
    List<QueuedCommand> page;
    do {
      page = pending(first, first + PAGE - 1);
      first += page.size();
    } while (page.stream().allMatch(goOn) && !page.isEmpty());
  }

  /**
   * Passes pending commands to a predicate, the last one first. Workers take from the other end, so
   * that a command may come twice, but none is skipped.
   */
  private void pendingFromTheEnd(Predicate<QueuedCommand> goOn) {
    for (int end = list().size(); end > 0; end -= PAGE) {
      List<QueuedCommand> page = pending(Math.max(0, end - PAGE), end - 1);
      for (int i = page.size() - 1; i >= 0; i--) {
        if (!goOn.test(page.get(i))) {
          return;
        }
      }
    }
  }

  private List<QueuedCommand> pending(int first, int last) {
    return list().range(first, last).stream().map(Payload::of).map(QueuedCommand::pending).toList();
  }

  private RList<byte[]> list() {
    return redis.commands().getList(keys.pending(), ByteArrayCodec.INSTANCE);
  }

  /**
   * Passes delayed commands to a predicate until it returns false: first twins, then retries, the
   * next one first.
   */
  public void delayed(Predicate<QueuedCommand> goOn) {
    RList<byte[]> twins = redis.commands().getList(keys.twins(), ByteArrayCodec.INSTANCE);
    if (!twins.readAll().stream().map(Payload::ofTwin).map(QueuedCommand::twin).allMatch(goOn)) {
      return;
    }
    RScoredSortedSet<byte[]> set =
        redis.commands().getScoredSortedSet(keys.delayed(), ByteArrayCodec.INSTANCE);
    int first = 0;
    List<QueuedCommand> page;
    do {
      page = delayed(set.entryRange(first, first + PAGE - 1));
      first += page.size();
    } while (page.stream().allMatch(goOn) && !page.isEmpty());
  }

  private static List<QueuedCommand> delayed(Collection<ScoredEntry<byte[]>> entries) {
    return entries.stream()
        .map(
            entry ->
                QueuedCommand.delayed(
                    Payload.of(entry.getValue()),
                    Instant.ofEpochMilli(entry.getScore().longValue())))
        .toList();
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
    pendingFromTheEnd(collect);
    delayed(collect);
    return found;
  }

  /** Removes a pending or delayed command; returns false if it was no longer there. */
  public boolean cancel(QueuedCommand command) {
    return 1
        == redis.evalLong(
            CANCEL,
            List.of(
                keys.pending(),
                keys.delayed(),
                keys.meta(command.payload().sha256()),
                keys.cancelled(command.parsed().correlationId(), command.chatFolder()),
                run.key(),
                keys.twins()),
            command.payload(),
            command.commandId(),
            run.nextStep(),
            run.rememberedSeconds());
  }
}
