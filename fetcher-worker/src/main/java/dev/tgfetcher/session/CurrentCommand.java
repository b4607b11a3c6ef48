package dev.tgfetcher.session;

import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchStarted;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what one seat works on, for the heartbeat to tell: it stands between the processor and
 * the handler, and between the handler and the queue.
 */
public final class CurrentCommand implements CommandReporter {
  private final CommandReporter queue;
  private final InstantSource clock;
  private volatile @Nullable Work work;

  /**
   * A command and how far it is.
   *
   * @param chat as the command names it
   * @param day that is read; null before the first one
   * @param messages read by now, of all its days
   * @param since when this attempt began
   */
  public record Work(
      String commandId, String chat, @Nullable LocalDate day, long messages, Instant since) {
    Work reading(LocalDate next) {
      return new Work(commandId, chat, next, messages, since);
    }

    Work plus(int more) {
      return new Work(commandId, chat, day, messages + more, since);
    }
  }

  public CurrentCommand(CommandReporter queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** The same handler, with its work remembered. */
  public CommandHandler noting(CommandHandler handler) {
    return new CommandHandler() {
      @Override
      public boolean isReady() {
        return handler.isReady();
      }

      @Override
      public List<Event> handle(Lease lease) throws Exception {
        FetchCommand command = lease.command();
        work = new Work(command.commandId(), command.chat().canonical(), null, 0, clock.instant());
        try {
          return handler.handle(lease);
        } finally {
          work = null;
        }
      }
    };
  }

  /** Another page was read; by the thread that handles the command. */
  void read(int messages) {
    Work now = work;
    work = now == null ? null : now.plus(messages);
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
      work = now.reading(started.date());
    }
    queue.publish(event);
  }

  @Override
  public boolean isHeld(Lease lease) {
    return queue.isHeld(lease);
  }

  /** What the seat works on at the moment. */
  public Optional<Work> now() {
    return Optional.ofNullable(work);
  }
}
