package dev.tgfetcher.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;
import java.util.List;

/**
 * One write under a lease, with all that its script takes. It can therefore wait on disk for Redis,
 * and another process can make it.
 *
 * @param payload the command; text, because it was parsed
 * @param arguments those after the payload
 * @param ends whether the write ends the lease
 */
record LeaseWrite(
    Script script, List<String> keys, String payload, List<String> arguments, boolean ends) {

  /** The scripts, by the names that the files of an outbox have for them. */
  enum Script {
    ANNOUNCE,
    SETTLE;

    @JsonValue
    String wireName() {
      return WireName.of(this);
    }
  }

  LeaseWrite {
    keys = List.copyOf(keys);
    arguments = List.copyOf(arguments);
  }

  /** The events that the write publishes, as JSON. */
  List<String> events() {
    return switch (script) {
      case ANNOUNCE -> List.of(arguments.get(LeaseWriteFactory.EVENT_OF_ANNOUNCE));
      case SETTLE -> arguments.subList(LeaseWriteFactory.EVENTS_OF_SETTLE, arguments.size());
    };
  }
}
