package dev.tgfetcher.cli.event;

import dev.tgfetcher.cli.redis.StreamIds;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.api.RStream;
import org.redisson.api.RTopic;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Reads events, each once.
 *
 * <ol>
 *   <li>{@link #readKept} reads the events in the stream.
 *   <li>{@link #readNew} waits a moment for events of the channel and reads the stream again: it
 *       has the events that the channel dropped while the connection was broken.
 * </ol>
 */
public final class EventTail implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final long WAIT_MILLIS = 500;
  private static final String FIELD = "event";

  private final RStream<String, String> stream;
  private final RTopic channel;
  private final int listener;
  private final BlockingQueue<String> live = new LinkedBlockingQueue<>();
  private final RecentEvents seen = new RecentEvents();
  private StreamMessageId next;

  private EventTail(RedisConnection redis, RedisKeys keys, StreamMessageId first) {
    this.stream = redis.commands().getStream(keys.eventStream(), StringCodec.INSTANCE);
    this.channel = redis.commands().getTopic(keys.events(), StringCodec.INSTANCE);
    this.listener = channel.addListener(String.class, (name, event) -> live.add(event));
    this.next = first;
  }

  public static EventTail ofAll(RedisConnection redis, RedisKeys keys) {
    return new EventTail(redis, keys, new StreamMessageId(0, 0));
  }

  public static EventTail since(RedisConnection redis, RedisKeys keys, Instant start) {
    return new EventTail(redis, keys, new StreamMessageId(start.toEpochMilli(), 0));
  }

  public static EventTail fromNow(RedisConnection redis, RedisKeys keys) {
    EventTail tail = ofAll(redis, keys);
    tail.stream
        .rangeReversed(
            StreamRangeArgs.startId(StreamMessageId.MAX).endId(StreamMessageId.MIN).count(1))
        .keySet()
        .forEach(last -> tail.next = StreamIds.after(last));
    return tail;
  }

  /** Passes all events of the stream that were not read yet to the reader. */
  public void readKept(Consumer<String> reader) {
    Map<StreamMessageId, Map<String, String>> page;
    do {
      page = stream.range(StreamRangeArgs.startId(next).endId(StreamMessageId.MAX).count(PAGE));
      page.forEach(
          (id, fields) -> {
            next = StreamIds.after(id);
            pass(fields.getOrDefault(FIELD, "{}"), reader);
          });
    } while (page.size() == PAGE);
  }

  /** Passes the events of the next half second to the reader; none while Redis is away. */
  public void readNew(Consumer<String> reader) throws InterruptedException {
    String event = live.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    while (event != null) {
      pass(event, reader);
      event = live.poll();
    }
    try {
      readKept(reader);
    } catch (RedisException away) {
      // The next call reads the missed events.
    }
  }

  private void pass(String event, Consumer<String> reader) {
    EventLine line = EventLine.parse(event);
    if (seen.isNew(line.field("event_id"))) {
      reader.accept(event.startsWith("{\"specversion\"") ? line.event().toString() : event);
    }
  }

  @Override
  public void close() {
    channel.removeListener(listener);
  }
}
