package dev.tgfetcher.queue;

import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.LocalDate;
import java.util.List;

/** Gets the progress of a command's run: Redis in a worker, the terminal in a batch run. */
public interface CommandReporter {

  /** Publishes the event of a finished day once, while the command goes on. */
  Settlement announce(Lease lease, LocalDate day, Event event);

  /** Ends the command by splitting it; its parts are commands of their own. */
  Settlement fanOut(Lease lease, List<FetchCommand> parts);

  /** Publishes an event that needs no lease, without waiting for it. */
  void publish(Event event);

  /** Whether this run still owns the lease, as far as it can be known. */
  boolean isOwned(Lease lease);
}
