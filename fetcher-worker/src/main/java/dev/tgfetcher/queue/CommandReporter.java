package dev.tgfetcher.queue;

import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.LocalDate;
import java.util.List;

/** Where a command's run tells what it does: Redis in a worker, the terminal in a batch run. */
public interface CommandReporter {

  /** Tells of a finished day, once, while the command goes on. */
  Settlement announce(Lease lease, LocalDate day, Event event);

  /** The command is done by being split; its parts are commands of their own. */
  Settlement fanOut(Lease lease, List<FetchCommand> parts);

  /** Tells of something that needs no lease: nobody waits for it. */
  void publish(Event event);

  /** Whether the command is still this run's, as far as anybody can tell. */
  boolean isHeld(Lease lease);
}
