package dev.tgfetcher.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Nobody works on it any more, since the program itself failed at it. */
  synchronized void failed(Payload payload, Throwable fault) {
    if (payloads.remove(payload)) {
      String text = String.valueOf(fault);
      faults.put(payload, text.substring(0, Math.min(LONGEST_FAULT, text.length())));
    }
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
