package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.redis.OperatorRun;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.command.Priority;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RList;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * The list of dead letters, for one run of a subcommand. It is read page by page and changed letter
 * by letter; each change is one script.
 */
public final class DeadLetters {
  static final int PAGE = 500;

  private static final LuaScript GATHER = LuaScript.beside(DeadLetters.class, "gather");
  private static final LuaScript REPLAY = LuaScript.beside(DeadLetters.class, "replay");
  private static final LuaScript REPLACE = LuaScript.beside(DeadLetters.class, "replace");
  private static final LuaScript REMOVE = LuaScript.beside(DeadLetters.class, "remove");
  private static final LuaScript RESTORE = LuaScript.beside(DeadLetters.class, "restore");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final OperatorRun run;

  public DeadLetters(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
    this.run = new OperatorRun(keys);
  }

  public int size() {
    return list().size();
  }

  /** Passes letters to a predicate, the oldest first, until it returns false. */
  public void oldestFirst(Predicate<StoredLetter> goOn) {
    int first = 0;
    List<StoredLetter> page;
    do {
      page = page(first);
      first += page.size();
    } while (page.stream().allMatch(goOn) && !page.isEmpty());
  }

  /**
   * Passes letters to a predicate, the newest first, until it returns false.
   *
   * @param likely the expected number of letters, which is the size of the first page
   */
  public void newestFirst(int likely, Predicate<StoredLetter> goOn) {
    int size = Math.min(likely, PAGE);
    for (int end = size(); end > 0; end -= size, size = PAGE) {
      List<StoredLetter> page = range(Math.max(0, end - size), end - 1);
      for (int i = page.size() - 1; i >= 0; i--) {
        if (!goOn.test(page.get(i))) {
          return;
        }
      }
    }
  }

  /** The oldest letter with this id; empty if there is none. */
  public Optional<StoredLetter> find(String id) {
    AtomicReference<@Nullable StoredLetter> found = new AtomicReference<>();
    oldestFirst(
        letter -> {
          if (letter.id().equals(id)) {
            found.set(letter);
          }
          return found.get() == null;
        });
    return Optional.ofNullable(found.get());
  }

  /** A page of letters from an index on, the oldest first; empty at the end. */
  List<StoredLetter> page(int first) {
    return range(first, first + PAGE - 1);
  }

  private List<StoredLetter> range(int first, int last) {
    return list().range(first, last).stream().map(Payload::of).map(StoredLetter::of).toList();
  }

  private RList<byte[]> list() {
    return redis.commands().getList(keys.failed(), ByteArrayCodec.INSTANCE);
  }

  /**
   * Moves some letters of a page to the head of the list. A script that takes a letter searches
   * from there, and each letter before it costs time.
   *
   * @param first the index of the page
   */
  void gather(int first, List<StoredLetter> some) {
    List<Object> arguments = new ArrayList<>(List.of(first, first + PAGE - 1, run.key()));
    some.forEach(letter -> arguments.add(letter.element()));
    redis.evalLong(GATHER, List.of(keys.failed()), arguments.toArray());
  }

  /** Moves the command of a letter to the queue; false if the letter was no longer there. */
  public boolean replay(StoredLetter letter) {
    if (letter.letter() == null) {
      throw new IllegalArgumentException(letter.id() + " has no command");
    }
    Payload payload = Payload.of(letter.letter().replayPayload());
    return 1
        == redis.evalLong(
            REPLAY,
            List.of(
                keys.failed(),
                listOf(payload),
                keys.meta(payload.sha256()),
                run.key(),
                keys.result(letter.letter().commandId())),
            letter.element(),
            payload,
            run.nextStep(),
            run.rememberedSeconds(),
            CommandQueue.COUNTERS_TTL.toSeconds(),
            letter.letter().seen().toEpochMilli(),
            letter.letter().failedAt().toEpochMilli());
  }

  /** The pending list to which the command of a letter returns. */
  private String listOf(Payload payload) {
    return CommandParser.parse(payload.bytes()) instanceof ParsedCommand.Valid valid
            && valid.command().priority() == Priority.LOW
        ? keys.low()
        : keys.pending();
  }

  /** Replaces a letter by another; false if it was no longer there. */
  public boolean replace(StoredLetter letter, StoredLetter other) {
    return 1
        == redis.evalLong(
            REPLACE,
            List.of(keys.failed(), run.key()),
            letter.element(),
            other.element(),
            run.nextStep(),
            run.rememberedSeconds());
  }

  /** Removes a letter; false if it was no longer there. */
  public boolean remove(StoredLetter letter) {
    return 1 == change(REMOVE, letter.element());
  }

  /** Adds a letter as the newest. */
  public void restore(Payload element) {
    change(RESTORE, element);
  }

  private long change(LuaScript script, Payload element) {
    return redis.evalLong(
        script,
        List.of(keys.failed(), run.key()),
        element,
        run.nextStep(),
        run.rememberedSeconds());
  }
}
