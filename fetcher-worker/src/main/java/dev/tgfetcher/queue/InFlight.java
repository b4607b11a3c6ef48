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
 * The payloads that this process really works on; the same payload may be held twice. And how this
 * program failed at those that it let go of without an end.
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
   * Nobody works on it any more, and no end of it was written.
   *
   * @param failure why; a fault of this program is remembered
   */
  synchronized void letGo(Payload payload, Throwable failure) {
    if (payloads.remove(payload) && isFault(failure)) {
      String text = String.valueOf(failure);
      faults.put(payload, text.substring(0, Math.min(LONGEST_FAULT, text.length())));
    }
  }

  /** Redis that is away, an outbox that cannot be written then, and a stop say nothing of it. */
  private static boolean isFault(Throwable failure) {
    boolean outage = failure instanceof RedisException || failure instanceof StorageException;
    return !outage && !Thread.currentThread().isInterrupted();
  }

  /** A copy. */
  public synchronized List<Payload> payloads() {
    return List.copyOf(payloads);
  }

  /** How the program failed at a payload that nobody works on since. */
  public synchronized Optional<String> fault(Payload payload) {
    return Optional.ofNullable(faults.get(payload));
  }

  /** The fault is counted. */
  public synchronized void forgetFault(Payload payload) {
    faults.remove(payload);
  }
}
