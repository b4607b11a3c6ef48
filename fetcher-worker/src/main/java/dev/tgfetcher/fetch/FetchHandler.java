package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Handles the queue's commands: makes a run of each lease and fetches it. */
final class FetchHandler implements CommandHandler {
  private final Fetcher fetcher;
  private final CommandReporter queue;
  private final DuplicateMarks marks;
  private final InstantSource clock;

  FetchHandler(Fetcher fetcher, CommandReporter queue, DuplicateMarks marks, InstantSource clock) {
    this.fetcher = fetcher;
    this.queue = queue;
    this.marks = marks;
    this.clock = clock;
  }

  @Override
  public List<Event> handle(Lease lease) throws InterruptedException {
    return fetcher.fetch(
        new FetchRun(
            lease.command(),
            lease.run(),
            lease.firstSeen(),
            startOf(lease),
            lease.ranBefore(),
            lease.announcedDays(),
            new LeaseReporter(queue, lease),
            days -> marks.mark(lease, days)));
  }

  /**
   * This worker's time, but no later than the lease: days count by Redis' clock, and a clock that
   * is ahead of it would end a day too early.
   */
  private Instant startOf(Lease lease) {
    Instant here = clock.instant();
    return here.isAfter(lease.leasedAt()) ? lease.leasedAt() : here;
  }

  private record LeaseReporter(CommandReporter queue, Lease lease) implements RunReporter {
    @Override
    public Settlement announce(LocalDate day, Event event) {
      return queue.announce(lease, day, event);
    }

    @Override
    public Settlement fanOut(List<FetchCommand> parts) {
      return queue.fanOut(lease, parts);
    }

    @Override
    public void publish(Event event) {
      queue.publish(event);
    }

    @Override
    public boolean isOwned() {
      return queue.isOwned(lease);
    }
  }
}
