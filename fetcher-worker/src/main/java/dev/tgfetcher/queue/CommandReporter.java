package dev.tgfetcher.queue;

import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.LocalDate;
import java.util.List;

/** Reports the progress of leased commands to Redis. */
public interface CommandReporter {

  /** Publishes the event of a finished day once, while the command goes on. */
  Settlement announce(Lease lease, LocalDate day, Event event);

  /** Ends the command by splitting it; each part is a command. */
  Settlement fanOut(Lease lease, List<FetchCommand> parts);

  /** Publishes an event that needs no lease, without waiting for it. */
  void publish(Event event);

  /** Whether this run still owns the lease, as far as it can be known. */
  boolean isOwned(Lease lease);
}
