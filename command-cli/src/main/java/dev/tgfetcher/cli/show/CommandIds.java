package dev.tgfetcher.cli.show;

import dev.tgfetcher.cli.deadletter.DeadLetters;
import dev.tgfetcher.cli.deadletter.StoredLetter;
import dev.tgfetcher.cli.queue.QueuedCommand;
import dev.tgfetcher.cli.queue.QueuedCommands;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.redisson.client.codec.StringCodec;

/**
 * Finds the command of an id as a person gives it:
 *
 * <ol>
 *   <li>the result of a command id, by one request;
 *   <li>the beginning of a command id, or of a correlation id, among the results;
 *   <li>the beginning of the id of a dead letter;
 *   <li>the beginning of a command id in the queue, for a command that no worker has taken yet.
 * </ol>
 *
 * <p>The searches 2 to 4 read a bounded part of Redis.
 */
record CommandIds(RedisConnection redis, RedisKeys keys) {
  /** The most dead letters and queued commands that a search reads. */
  static final int MOST_READ = 100_000;

  private static final LuaScript FIND = LuaScript.beside(CommandIds.class, "find");
  private static final int KEYS_A_CALL = 1_000;
  private static final int MOST_CALLS = 2_000;
  private static final int MOST_CANDIDATES = 10;

  /**
   * Returns the command id.
   *
   * @throws CliException if no command has such an id, or several have
   */
  String resolve(String id) {
    if (redis.commands().getMap(keys.result(id), StringCodec.INSTANCE).isExists()) {
      return id;
    }
    TreeSet<String> found = ofResults(id);
    if (found.isEmpty()) {
      found = ofLetters(id);
    }
    if (found.isEmpty()) {
      found = ofQueue(id);
    }
    return only(id, found);
  }

  private TreeSet<String> ofResults(String id) {
    TreeSet<String> byCommand = new TreeSet<>();
    TreeSet<String> byCorrelation = new TreeSet<>();
    String cursor = "0";
    int calls = 0;
    do {
      List<String> reply = redis.evalTexts(FIND, List.of(keys.result("")), cursor, KEYS_A_CALL, id);
      cursor = reply.get(0);
      for (int i = 1; i < reply.size(); i += 2) {
        (reply.get(i).startsWith(id) ? byCommand : byCorrelation).add(reply.get(i));
      }
    } while (!cursor.equals("0") && ++calls < MOST_CALLS);
    return byCommand.isEmpty() ? byCorrelation : byCommand;
  }

  private TreeSet<String> ofLetters(String id) {
    TreeSet<String> found = new TreeSet<>();
    new DeadLetters(redis, keys)
        .newestFirst(
            MOST_READ,
            bounded(
                (StoredLetter letter) -> {
                  if (letter.letter() != null
                      && (letter.id().startsWith(id)
                          || letter.letter().commandId().startsWith(id)
                          || letter.letter().correlationId().startsWith(id))) {
                    found.add(letter.letter().commandId());
                  }
                }));
    return found;
  }

  private TreeSet<String> ofQueue(String id) {
    List<QueuedCommand> found = new ArrayList<>();
    QueuedCommands queue = new QueuedCommands(redis, keys);
    Predicate<QueuedCommand> collect =
        bounded(
            (QueuedCommand command) -> {
              if (command.commandId().startsWith(id)
                  || command.parsed().correlationId().startsWith(id)) {
                found.add(command);
              }
            });
    boolean unused = queue.processing().stream().allMatch(collect);
    queue.delayed(collect);
    queue.pending(collect);
    queue.low(collect);
    queue.paused(collect);
    return found.stream()
        .map(QueuedCommand::commandId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> Predicate<T> bounded(Consumer<T> collect) {
    AtomicInteger read = new AtomicInteger();
    return one -> {
      collect.accept(one);
      return read.incrementAndGet() < MOST_READ;
    };
  }

  private static String only(String id, TreeSet<String> found) {
    if (found.isEmpty()) {
      throw CliException.failed(
          "no command, correlation id or dead letter begins with %s: Redis forgets a result after"
                  .formatted(id)
              + " RESULT_TTL, and the search reads %,d queued commands and dead letters at most"
                  .formatted(MOST_READ));
    }
    if (found.size() > 1 && !found.contains(id)) {
      throw CliException.failed(
          "several commands have an id that starts with %s: %s%s"
              .formatted(
                  id,
                  found.stream().limit(MOST_CANDIDATES).collect(Collectors.joining(", ")),
                  found.size() > MOST_CANDIDATES ? ", ..." : ""));
    }
    return found.contains(id) ? id : found.first();
  }
}
