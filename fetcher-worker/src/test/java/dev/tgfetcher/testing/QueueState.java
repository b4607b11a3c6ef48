package dev.tgfetcher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.codec.StringCodec;

/** The contents of a test's queue: reads, changes and assertions. */
public final class QueueState {
  private final RedissonClient redis;
  private final RedisKeys keys;

  public QueueState(TestRedis redis) {
    this.redis = redis.connection().commands();
    this.keys = redis.keys();
  }

  /** Pushes a command, as a scheduler does. */
  public void push(String payload) {
    redis.getList(keys.pending(), StringCodec.INSTANCE).add(payload);
  }

  /** Pushes a command that a worker first took at a given time. */
  public void pushSeen(Instant firstSeen, String payload) {
    redis
        .<String, String>getMap(meta(payload), StringCodec.INSTANCE)
        .put("first_seen", Long.toString(firstSeen.toEpochMilli()));
    push(payload);
  }

  public void pushBytes(byte[] payload) {
    redis.getList(keys.pending(), org.redisson.client.codec.ByteArrayCodec.INSTANCE).add(payload);
  }

  /** The pending payloads, the next one first. */
  public List<String> pending() {
    return list(keys.pending());
  }

  public QueueState hasPending(String... payloads) {
    assertThat(list(keys.pending())).containsExactly(payloads);
    return this;
  }

  public int pendingCount() {
    return redis.getList(keys.pending(), StringCodec.INSTANCE).size();
  }

  public QueueState hasInFlight(String worker, String... payloads) {
    assertThat(list(keys.processing(worker))).containsExactly(payloads);
    return this;
  }

  public QueueState hasDelayed(String... payloads) {
    assertThat(delayed()).containsExactlyInAnyOrder(payloads);
    return this;
  }

  public QueueState hasNothingInFlight() {
    assertThat(inFlight()).isEmpty();
    return this;
  }

  public boolean isIdle() {
    return inFlight().isEmpty();
  }

  private List<String> inFlight() {
    List<String> payloads = new ArrayList<>();
    redis
        .getKeys()
        .getKeys(KeysScanOptions.defaults().pattern(keys.processingPattern()))
        .forEach(key -> payloads.addAll(list(key)));
    return payloads;
  }

  /** The due time of a delayed payload, in ms since 1970. */
  public double dueAt(String payload) {
    return redis.getScoredSortedSet(keys.delayed(), StringCodec.INSTANCE).getScore(payload);
  }

  /** Makes all delayed payloads due. */
  public void makeDelayedDue() {
    for (String payload : delayed()) {
      redis.<String>getScoredSortedSet(keys.delayed(), StringCodec.INSTANCE).add(1, payload);
    }
  }

  private Collection<String> delayed() {
    return redis.<String>getScoredSortedSet(keys.delayed(), StringCodec.INSTANCE).readAll();
  }

  public List<DeadLetter> deadLetters() {
    return list(keys.failed()).stream().map(DeadLetter::parse).toList();
  }

  /** The events of the stream, oldest first. */
  public List<String> events() {
    return redis
        .<String, String>getStream(keys.eventStream(), StringCodec.INSTANCE)
        .read(StreamReadArgs.greaterThan(org.redisson.api.stream.StreamMessageId.ALL).count(10_000))
        .values()
        .stream()
        .map(fields -> fields.get("event"))
        .toList();
  }

  /** The events of the stream without the last one of each command, oldest first. */
  public List<String> eventsWithoutEnds() {
    return events().stream()
        .filter(event -> !event.contains("\"event\":\"command_completed\""))
        .toList();
  }

  /** Returns a counter of the command; null if it is absent. */
  public String counter(String payload, String field) {
    return redis.<String, String>getMap(meta(payload), StringCodec.INSTANCE).get(field);
  }

  private String meta(String payload) {
    return keys.meta(
        dev.tgfetcher.redis.Payload.of(payload.getBytes(StandardCharsets.UTF_8)).sha256());
  }

  /** The number of commands that wait for another command with the same payload. */
  public int twins() {
    return redis.getList(keys.twins(), StringCodec.INSTANCE).size();
  }

  /** Makes a worker known, as if its last heartbeat were long ago. */
  public void know(String worker) {
    boolean unused =
        redis
            .<String>getScoredSortedSet(keys.workers(), StringCodec.INSTANCE)
            .addIfAbsent(0, worker);
  }

  /**
   * Adds a payload to a worker's in-flight list, as if the worker had taken it. A worker is known
   * before it takes a command.
   */
  public void leaseTo(String worker, String payload) {
    know(worker);
    redis.getList(keys.processing(worker), StringCodec.INSTANCE).add(payload);
  }

  private List<String> list(String key) {
    return redis.<String>getList(key, StringCodec.INSTANCE).readAll();
  }
}
