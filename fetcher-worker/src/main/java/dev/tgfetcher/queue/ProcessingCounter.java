package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the commands in the workers' processing lists. A large fleet is counted in parts: each
 * round reads some of the lists, and knows the others from a round before.
 */
final class ProcessingCounter {
  /** The lists of one round. */
  static final int PART = 200;

  private static final LuaScript HEADS =
      LuaScript.beside(ProcessingCounter.class, "processing_heads");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Function<Payload, @Nullable Instant> since;
  private final KnownWorkers.Pages pages;
  private final Map<String, Head> heads = new HashMap<>();
  private final Set<String> readInPass = new HashSet<>();

  /** The state of one list; its first element is null when it is empty or too long. */
  private record Head(long commands, @Nullable Payload first, @Nullable Instant since) {}

  /**
   * Creates a counter that knows no list yet.
   *
   * @param since when a command was sent or first taken; null when that is not known
   */
  ProcessingCounter(
      RedisConnection redis,
      RedisKeys keys,
      KnownWorkers.Pages pages,
      Function<Payload, @Nullable Instant> since) {
    this.redis = redis;
    this.keys = keys;
    this.pages = pages;
    this.since = since;
  }

  /** Reads the lists of these workers, and forgets all others. */
  void readAll(List<String> workers) {
    heads.keySet().retainAll(new HashSet<>(workers));
    for (int first = 0; first < workers.size(); first += PART) {
      read(workers.subList(first, Math.min(first + PART, workers.size())));
    }
  }

  /** Reads the next part of the lists. */
  void readNext() {
    KnownWorkers.Page page = pages.next();
    readInPass.addAll(page.names());
    read(page.names());
    if (page.isLast()) {
      heads.keySet().retainAll(readInPass);
      readInPass.clear();
    }
  }

  private void read(List<String> workers) {
    if (workers.isEmpty()) {
      return;
    }
    List<String> lists = workers.stream().map(keys::processing).toList();
    List<byte[]> reply = redis.evalBytes(HEADS, lists, Payload.LONGEST);
    for (int i = 0; i < workers.size(); i++) {
      long commands = Long.parseLong(new String(reply.get(2 * i), StandardCharsets.US_ASCII));
      byte[] first = reply.get(2 * i + 1);
      heads.compute(workers.get(i), (id, before) -> head(commands, first, before));
    }
  }

  private @Nullable Head head(long commands, byte[] first, @Nullable Head before) {
    if (commands == 0) {
      return null;
    }
    if (first.length == 0) {
      return new Head(commands, null, null);
    }
    Payload payload = Payload.of(first);
    return before != null && Objects.equals(payload, before.first())
        ? new Head(commands, payload, before.since())
        : new Head(commands, payload, since.apply(payload));
  }

  long commands() {
    return heads.values().stream().mapToLong(Head::commands).sum();
  }

  /** The times of the first commands, as far as they are known. */
  Stream<@Nullable Instant> since() {
    List<@Nullable Instant> times = new ArrayList<>();
    heads.values().forEach(head -> times.add(head.since()));
    return times.stream();
  }
}
