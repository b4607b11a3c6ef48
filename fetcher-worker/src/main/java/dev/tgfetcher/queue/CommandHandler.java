package dev.tgfetcher.queue;

import dev.tgfetcher.schema.event.Event;
import java.util.List;

/** Does what a command asks for. */
@FunctionalInterface
public interface CommandHandler {
  /** Whether it can handle a command now; nothing is to be taken for it before. */
  default boolean isReady() {
    return true;
  }

  /**
   * Handles a command.
   *
   * @return the events to publish when the command is settled
   * @throws Exception whatever failed; it decides what becomes of the command
   */
  List<Event> handle(Lease lease) throws Exception;
}
