package dev.tgfetcher.queue;

import java.util.List;

/**
 * One write under a lease, as its script takes it. It names everything that it needs, so that it
 * can wait on disk for Redis to come back, and another process can make it.
 *
 * @param script the name of the Lua file
 * @param payload the command; always text, since it was understood
 * @param arguments what the script takes after the payload
 * @param ends whether the lease is over with it
 */
record LeaseWrite(
    String script, List<String> keys, String payload, List<String> arguments, boolean ends) {

  LeaseWrite {
    keys = List.copyOf(keys);
    arguments = List.copyOf(arguments);
  }

  /** The events that it publishes, as JSON. */
  List<String> events() {
    return script.equals("announce")
        ? List.of(arguments.get(LeaseWrites.EVENT_OF_ANNOUNCE))
        : arguments.subList(LeaseWrites.EVENTS_OF_SETTLE, arguments.size());
  }
}
