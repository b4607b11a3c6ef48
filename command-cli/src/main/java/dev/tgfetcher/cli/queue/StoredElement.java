package dev.tgfetcher.cli.queue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tgfetcher.redis.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An element of a list or of a sorted set.
 *
 * @param size the number of its bytes
 * @param beginning the whole element, or the first bytes of a long one
 * @param score the time in a sorted set; null in a list
 */
record StoredElement(long size, Payload beginning, @Nullable Instant score) {
  static StoredElement of(byte[] size, byte[] bytes, byte[] score) {
    return new StoredElement(
        Long.parseLong(new String(size, US_ASCII)),
        Payload.of(bytes),
        score.length == 0
            ? null
            : Instant.ofEpochMilli((long) Double.parseDouble(new String(score, US_ASCII))));
  }
}
