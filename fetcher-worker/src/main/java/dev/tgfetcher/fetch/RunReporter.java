package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.LocalDate;
import java.util.List;

/** Reports one run of a command: to Redis in a worker, to the terminal in a batch run. */
public interface RunReporter {

  /** Publishes the event of a finished day, at most once for each day of the run. */
  Settlement announce(LocalDate day, Event event);

  /** Completes the command and queues these commands in its place. */
  Settlement fanOut(List<FetchCommand> parts);

  /** Publishes an event that needs no lease, such as the progress of a day. */
  void publish(Event event);

  /** Whether the run still owns its command; true while Redis is away. */
  boolean isOwned();
}
