package dev.tgfetcher.peers;

import dev.tgfetcher.bench.LimitedHeapWorker;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/**
 * A worker of this program as a process. A command on Redis names a day of a chat; the worker
 * writes a file, which this class counts.
 */
final class WorkerReader implements ChatReader {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final PeerProcess process;
  private final TestRedis redis;
  private final Path data;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final int subscription;

  private WorkerReader(PeerProcess process, TestRedis redis, Path data) {
    this.process = process;
    this.redis = redis;
    this.data = data;
    this.subscription =
        redis
            .connection()
            .commands()
            .getTopic(redis.keys().events(), StringCodec.INSTANCE)
            .addListener(
                String.class, (channel, event) -> Event.parse(event).ifPresent(events::add));
  }

  static WorkerReader start(Path folder, Map<String, String> environment, TestRedis redis) {
    return new WorkerReader(
        PeerProcess.java(folder, environment, LimitedHeapWorker.class),
        redis,
        Path.of(environment.get("DATA_DIR")));
  }

  @Override
  public String name() {
    return "this worker, with files and events";
  }

  /** Reads the first chat, whose comments belong to it. */
  @Override
  public long read(List<String> chats) {
    redis
        .connection()
        .commands()
        .getList(redis.keys().pending(), StringCodec.INSTANCE)
        .add(
            """
            {"command":"fetch","chat":"@%s","mode":"date","date":"%s","force":true,\
            "timestamp":"%d"}"""
                .formatted(chats.get(0), PeerWorld.DAY, System.nanoTime()));
    MessagesFetched day = awaitDay();
    if (!day.complete()) {
      throw new IllegalStateException("incomplete day: " + day);
    }
    return count(Json.MAPPER.readTree(data.resolve(day.filePath())));
  }

  private MessagesFetched awaitDay() {
    try {
      while (true) {
        Event event = events.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (event instanceof MessagesFetched day) {
          return day;
        }
        if (event == null || event instanceof CommandDeadLettered) {
          throw new IllegalStateException("the worker does not fetch the day: " + event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long count(JsonNode file) {
    return file.path("messages")
        .valueStream()
        .mapToLong(message -> 1 + message.path("comments").size())
        .sum();
  }

  @Override
  public Duration cpuTime() {
    return process.cpuTime();
  }

  @Override
  public long peakMegabytes() {
    return process.peakMegabytes();
  }

  @Override
  public void close() {
    redis
        .connection()
        .commands()
        .getTopic(redis.keys().events(), StringCodec.INSTANCE)
        .removeListener(subscription);
    process.close();
  }
}
