package dev.tgfetcher.cli.redis;

import org.redisson.api.stream.StreamMessageId;

/** The neighbours of an id in a Redis stream. */
public final class StreamIds {
  private StreamIds() {}

  public static StreamMessageId after(StreamMessageId id) {
    return new StreamMessageId(id.getId0(), id.getId1() + 1);
  }

  public static StreamMessageId before(StreamMessageId id) {
    return id.getId1() > 0
        ? new StreamMessageId(id.getId0(), id.getId1() - 1)
        : new StreamMessageId(id.getId0() - 1, Long.MAX_VALUE);
  }
}
