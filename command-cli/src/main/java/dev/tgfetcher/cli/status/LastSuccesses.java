package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.cli.redis.StreamIds;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RStream;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/**
 * Finds the last file of each chat in the event stream. The first read goes backwards from the end
 * of the stream; later reads take new events only.
 */
final class LastSuccesses {
  private static final int PAGE = 1_000;

  /** The limit of the first read, which would take too long otherwise. */
  private static final int MOST_PAGES = 20;

  private final RStream<String, String> stream;
  private final RecentWork work;
  private final Map<String, FleetStatus.Success> byChat = new HashMap<>();
  private StreamMessageId newest = new StreamMessageId(0, 0);
  private boolean hasLookedBack;

  LastSuccesses(RedisConnection redis, RedisKeys keys, RecentWork work) {
    this.work = work;
    this.stream = redis.commands().getStream(keys.eventStream(), StringCodec.INSTANCE);
  }

  /** The last file of each chat, the latest first. */
  List<FleetStatus.Success> read() {
    if (hasLookedBack) {
      lookForward();
    } else {
      lookBack();
      hasLookedBack = true;
    }
    return byChat.values().stream()
        .sorted(Comparator.comparing(FleetStatus.Success::at).reversed())
        .toList();
  }

  private void lookBack() {
    StreamMessageId before = StreamMessageId.MAX;
    for (int page = 0; page < MOST_PAGES; page++) {
      Map<StreamMessageId, Map<String, String>> events =
          stream.rangeReversed(
              StreamRangeArgs.startId(before).endId(StreamMessageId.MIN).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> event : events.entrySet()) {
        before = StreamIds.before(event.getKey());
        note(event.getValue());
      }
      if (page == 0 && !events.isEmpty()) {
        newest = events.keySet().iterator().next();
      }
      if (events.size() < PAGE) {
        return;
      }
    }
  }

  private void lookForward() {
    Map<StreamMessageId, Map<String, String>> events;
    do {
      StreamMessageId next = StreamIds.after(newest);
      events = stream.range(StreamRangeArgs.startId(next).endId(StreamMessageId.MAX).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> event : events.entrySet()) {
        newest = event.getKey();
        note(event.getValue());
      }
    } while (events.size() == PAGE);
  }

  private void note(Map<String, String> fields) {
    EventLine event = EventLine.parse(fields.getOrDefault("event", "{}"));
    work.note(event);
    if (!event.name().equals(MessagesFetched.NAME)) {
      return;
    }
    try {
      Instant at = Instant.parse(event.field("timestamp"));
      byChat.merge(
          event.chat(),
          new FleetStatus.Success(event.chat(), event.date(), at),
          (one, other) -> one.at().isBefore(other.at()) ? other : one);
    } catch (DateTimeException foreign) {
      // An event without a time has no place in the order.
    }
  }
}
