package dev.tgfetcher.cli.batch;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.redisson.api.RMap;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** The batches of a queue, as Redis counts them. */
public record Batches(RedisConnection redis, RedisKeys keys) {
  private static final LuaScript REGISTER = LuaScript.beside(Batches.class, "register");

  /** How long an open batch waits for its next change. */
  private static final Duration OPEN_TTL = Duration.ofDays(30);

  private static final String MEMBER = "command:";
  private static final int CHUNK = 1000;
  private static final Set<String> COUNTS =
      Set.of(
          "size",
          "commands",
          "open",
          "done",
          "dead_lettered",
          "cancelled",
          "created_at",
          "completed_at");

  /**
   * Counts commands into a batch, before they are pushed, so that the end of the first ones is not
   * taken for that of the batch.
   *
   * @return false if the batch has ended before
   */
  public boolean register(String batchId, List<FetchCommand> commands, EventFactory events) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(keys.eventsFormat().json(events.batchCompleted(batchId)));
    arguments.add(OPEN_TTL.toSeconds());
    commands.forEach(command -> arguments.add(command.commandId()));
    return 1 == redis.evalLong(REGISTER, List.of(keys.batch(batchId)), arguments.toArray());
  }

  /** All batches that Redis still knows, the newest first. It reads the names of all keys. */
  List<BatchState> list() {
    List<BatchState> batches = new ArrayList<>();
    redis
        .commands()
        .getKeys()
        .getKeys(KeysScanOptions.defaults().pattern(keys.batch("*")).chunkSize(CHUNK))
        .forEach(
            key -> {
              Map<String, String> counts = hash(key).getAll(COUNTS);
              batches.add(BatchState.of(keys.batchOfKey(key), counts, List.of()));
            });
    batches.sort(
        Comparator.comparing(
                (BatchState batch) -> Objects.requireNonNullElse(batch.createdAt(), Instant.EPOCH))
            .reversed()
            .thenComparing(BatchState::batchId));
    return batches;
  }

  /** A batch with its commands; empty if Redis does not know it. */
  Optional<BatchState> find(String batchId) {
    Map<String, String> fields = hash(keys.batch(batchId)).readAllMap();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<BatchState.Member> members = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(MEMBER)) {
            members.add(new BatchState.Member(name.substring(MEMBER.length()), value));
          }
        });
    members.sort(
        Comparator.comparing((BatchState.Member member) -> !member.state().equals("open"))
            .thenComparing(BatchState.Member::state)
            .thenComparing(BatchState.Member::commandId));
    return Optional.of(BatchState.of(batchId, fields, members));
  }

  private RMap<String, String> hash(String key) {
    return redis.commands().getMap(key, StringCodec.INSTANCE);
  }
}
