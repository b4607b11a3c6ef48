package dev.tgfetcher.queue;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.redis.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.client.RedisException;

/**
 * The payloads on which threads of this process work. A payload may be there twice. It also has the
 * faults of this program at payloads that were abandoned.
 */
public final class InFlight {
  private static final int LONGEST_FAULT = 500;

  private final List<Payload> payloads = new ArrayList<>();
  private final Map<Payload, String> faults = new HashMap<>();

  synchronized void add(Payload payload) {
    payloads.add(payload);
    faults.remove(payload);
  }

  synchronized void remove(Payload payload) {
    payloads.remove(payload);
  }

  /**
   * Removes a payload on which no thread works any more and whose end was not written.
   *
   * @param failure the reason; a fault of this program is kept
   */
  synchronized void abandon(Payload payload, Throwable failure) {
    if (payloads.remove(payload) && isFault(failure)) {
      String text = String.valueOf(failure);
      faults.put(payload, beginning(text));
    }
  }

  /** Cuts no character in two. */
  private static String beginning(String text) {
    return text.codePoints()
        .limit(LONGEST_FAULT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** An outage of Redis, an outbox that cannot be written, and a stop are no faults. */
  private static boolean isFault(Throwable failure) {
    boolean outage = failure instanceof RedisException || failure instanceof StorageException;
    return !outage && !Thread.currentThread().isInterrupted();
  }

  /** A copy of the payloads. */
  public synchronized List<Payload> payloads() {
    return List.copyOf(payloads);
  }

  /** The fault of this program at an abandoned payload; empty if it had none. */
  public synchronized Optional<String> fault(Payload payload) {
    return Optional.ofNullable(faults.get(payload));
  }

  /** Removes a fault that has been counted. */
  public synchronized void clearFault(Payload payload) {
    faults.remove(payload);
  }
}
