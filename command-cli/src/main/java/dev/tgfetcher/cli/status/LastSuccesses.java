package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.event.EventLine;
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
 * When each chat last got a file, from the event stream: backwards from its end at first, and from
 * then on what is new.
 */
final class LastSuccesses {
  private static final int PAGE = 1_000;

  /** Further back it would take too long; chats that are quiet for longer are left out. */
  private static final int MOST_PAGES = 20;

  private final RStream<String, String> stream;
  private final Map<String, FleetStatus.Success> byChat = new HashMap<>();
  private StreamMessageId newest = new StreamMessageId(0, 0);
  private boolean hasLookedBack;

  LastSuccesses(RedisConnection redis, RedisKeys keys) {
    this.stream = redis.commands().getStream(keys.eventStream(), StringCodec.INSTANCE);
  }

  /** The latest first. */
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
        before = previous(event.getKey());
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
      StreamMessageId next = new StreamMessageId(newest.getId0(), newest.getId1() + 1);
      events = stream.range(StreamRangeArgs.startId(next).endId(StreamMessageId.MAX).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> event : events.entrySet()) {
        newest = event.getKey();
        note(event.getValue());
      }
    } while (events.size() == PAGE);
  }

  private void note(Map<String, String> fields) {
    EventLine event = EventLine.parse(fields.getOrDefault("event", "{}"));
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
      // An event that does not say when is of no use here.
    }
  }

  private static StreamMessageId previous(StreamMessageId id) {
    return id.getId1() > 0
        ? new StreamMessageId(id.getId0(), id.getId1() - 1)
        : new StreamMessageId(id.getId0() - 1, Long.MAX_VALUE);
  }
}
