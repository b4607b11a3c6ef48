package dev.tgfetcher.cli.event;

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
 *   <li>{@link #readKept} reads what the stream has kept
 *   <li>{@link #readNew} waits a moment for the channel, and looks into the stream again: after a
 *       lost connection it has what the channel no longer tells
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
        .forEach(last -> tail.next = after(last));
    return tail;
  }

  /** Hands over all that the stream has and was not read yet. */
  public void readKept(Consumer<String> reader) {
    Map<StreamMessageId, Map<String, String>> page;
    do {
      page = stream.range(StreamRangeArgs.startId(next).endId(StreamMessageId.MAX).count(PAGE));
      page.forEach(
          (id, fields) -> {
            next = after(id);
            handOver(fields.getOrDefault(FIELD, "{}"), reader);
          });
    } while (page.size() == PAGE);
  }

  /** Hands over what comes within a moment. While Redis is away, nothing does. */
  public void readNew(Consumer<String> reader) throws InterruptedException {
    String event = live.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    while (event != null) {
      handOver(event, reader);
      event = live.poll();
    }
    try {
      readKept(reader);
    } catch (RedisException away) {
      // The next look finds what was missed.
    }
  }

  private void handOver(String event, Consumer<String> reader) {
    if (seen.isNew(EventLine.parse(event).field("event_id"))) {
      reader.accept(event);
    }
  }

  private static StreamMessageId after(StreamMessageId id) {
    return new StreamMessageId(id.getId0(), id.getId1() + 1);
  }

  @Override
  public void close() {
    channel.removeListener(listener);
  }
}
