package dev.tgfetcher.session;

import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchStarted;
import dev.tgfetcher.steering.CommandCancelledException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records the command that a worker slot handles, and its progress. The heartbeat shows both. This
 * object stands between the processor and the handler, and between the handler and the queue.
 */
public final class CurrentCommand implements CommandReporter {
  private final CommandReporter queue;
  private final InstantSource clock;
  private volatile @Nullable Work work;
  private volatile @Nullable Payload payload;
  private volatile @Nullable String cancelledBy;

  /**
   * A command and its progress, as the heartbeat's field {@code current} shows them.
   *
   * @param chat as the command names it
   * @param day the day in progress; null before the first one
   * @param messages read so far, of all its days
   * @param since the start of this attempt
   */
  public record Work(
      String commandId, String chat, @Nullable LocalDate day, long messages, Instant since) {
    Work onDay(LocalDate next) {
      return new Work(commandId, chat, next, messages, since);
    }

    Work plusMessages(int more) {
      return new Work(commandId, chat, day, messages + more, since);
    }
  }

  public CurrentCommand(CommandReporter queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** Wraps a handler, so that its commands are remembered here. */
  public CommandHandler tracking(CommandHandler handler) {
    return new CommandHandler() {
      @Override
      public boolean isReady() {
        return handler.isReady();
      }

      @Override
      public String account() {
        return handler.account();
      }

      @Override
      public List<Event> handle(Lease lease) throws Exception {
        FetchCommand command = lease.command();
        cancelledBy = null;
        payload = lease.payload();
        work = new Work(command.commandId(), command.chat().canonical(), null, 0, clock.instant());
        try {
          return handler.handle(lease);
        } finally {
          payload = null;
          work = null;
        }
      }
    };
  }

  /**
   * Counts the messages of another page. The thread that handles the command calls this.
   *
   * @throws CommandCancelledException if an operator has cancelled the command
   */
  void addMessages(int messages) {
    String by = cancelledBy;
    if (by != null) {
      throw new CommandCancelledException(by);
    }
    Work now = work;
    work = now == null ? null : now.plusMessages(messages);
  }

  @Override
  public Settlement announce(Lease lease, LocalDate day, Event event) {
    return queue.announce(lease, day, event);
  }

  @Override
  public Settlement fanOut(Lease lease, List<FetchCommand> parts) {
    return queue.fanOut(lease, parts);
  }

  @Override
  public void publish(Event event) {
    Work now = work;
    if (now != null && event instanceof FetchStarted started) {
      work = now.onDay(started.date());
    }
    queue.publish(event);
  }

  @Override
  public boolean isOwned(Lease lease) {
    return queue.isOwned(lease);
  }

  /** The payload of the command; empty while the slot handles none. */
  public Optional<Payload> payload() {
    return Optional.ofNullable(payload);
  }

  /** Stops a command at its next page, if the slot still handles it. */
  public void cancel(Payload cancelled, String by) {
    Payload now = payload;
    if (now != null && cancelled.equals(now)) {
      cancelledBy = by;
    }
  }

  /** Empty while the slot handles no command. */
  public Optional<Work> work() {
    return Optional.ofNullable(work);
  }
}
