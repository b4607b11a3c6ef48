package dev.tgfetcher.queue;

import dev.tgfetcher.schema.event.Event;
import java.util.List;

/** Runs a command. */
@FunctionalInterface
public interface CommandHandler {
  /** Whether it can handle a command now; until then none is taken for it. */
  default boolean isReady() {
    return true;
  }

  /** The id of the account that would run a command now; empty if it has none. */
  default String account() {
    return "";
  }

  /**
   * Handles a command.
   *
   * @return the events to publish when the command is settled
   * @throws Exception the failure of the attempt; the retry policy decides on it
   */
  List<Event> handle(Lease lease) throws Exception;
}
