package dev.tgfetcher.queue;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events with which commands and batches end. Redis fills in their numbers.
 *
 * @param resultTtl how long Redis keeps the result of a command ({@code RESULT_TTL})
 */
public record CommandEnds(EventFactory events, Duration resultTtl) {
  /** The default of {@code RESULT_TTL}. */
  public static final Duration RESULT_TTL = Duration.ofDays(7);

  /** The last event of a command that is done, also of one that is done when its parts are. */
  Event done(Lease lease) {
    return completed(lease, CommandOutcome.DONE);
  }

  /** The last event of a command that its worker stopped for an operator. */
  Event cancelled(Lease lease) {
    return completed(lease, CommandOutcome.CANCELLED);
  }

  private Event completed(Lease lease, CommandOutcome outcome) {
    return events.completed(new ParsedCommand.Valid(lease.command()), lease.run(), outcome);
  }

  /** The event of a command's batch; null for a command without a batch, and for a part. */
  public @Nullable Event batch(ParsedCommand command) {
    String batchId = EventFactory.batchId(command);
    return batchId == null || isPart(command) ? null : events.batchCompleted(batchId);
  }

  private static boolean isPart(ParsedCommand command) {
    return command instanceof ParsedCommand.Valid valid && valid.command().whole().isPresent();
  }

  /** The number of commands in a command's batch; zero when the command does not have it. */
  static int batchSize(ParsedCommand command) {
    FetchCommand fetch = command instanceof ParsedCommand.Valid valid ? valid.command() : null;
    Integer size = fetch == null ? null : fetch.batchSize();
    return size == null ? 0 : size;
  }
}
