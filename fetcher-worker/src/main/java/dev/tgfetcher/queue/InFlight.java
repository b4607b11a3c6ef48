package dev.tgfetcher.queue;

import java.util.ArrayList;
import java.util.List;

/** The payloads that this process really works on; the same payload may be held twice. */
public final class InFlight {
  private final List<Payload> payloads = new ArrayList<>();

  synchronized void add(Payload payload) {
    payloads.add(payload);
  }

  synchronized void remove(Payload payload) {
    payloads.remove(payload);
  }

  /** A copy. */
  public synchronized List<Payload> payloads() {
    return List.copyOf(payloads);
  }
}
