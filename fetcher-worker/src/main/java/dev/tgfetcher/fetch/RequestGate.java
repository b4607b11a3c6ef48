package dev.tgfetcher.fetch;

/** Lets requests through at the pace that Telegram bears. */
@FunctionalInterface
public interface RequestGate {

  /** Waits until a request of this class may be sent. */
  void acquire(MethodClass method) throws InterruptedException;

  /** Lets everything pass at once. */
  static RequestGate open() {
    return method -> {};
  }
}
