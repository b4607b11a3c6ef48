package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import java.time.Instant;

/**
 * An element of a processing list.
 *
 * @param size the number of its bytes
 * @param payload the element, or the beginning of a long one
 * @param readAt by Redis' clock
 */
record StoredPayload(long size, Payload payload, Instant readAt) {
  /** Whether the element is longer than any that a worker takes whole. */
  boolean isLong() {
    return size > Payload.LONGEST;
  }
}
