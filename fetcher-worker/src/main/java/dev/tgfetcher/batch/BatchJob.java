package dev.tgfetcher.batch;

import dev.tgfetcher.batch.BatchResult.Outcome;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.fetch.DayMarker;
import dev.tgfetcher.fetch.FetchRun;
import dev.tgfetcher.fetch.RunReporter;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One chat of a batch: the commands that are left to run, and the days that were fetched. */
final class BatchJob implements RunReporter {
  private final String chat;
  private final Instant start;
  private final Consumer<Event> observer;
  private final Deque<FetchCommand> left = new ArrayDeque<>();

  /** The announced days of the current command, with their numbers of messages. */
  private final Map<LocalDate, Long> announced = new HashMap<>();

  private final List<BatchResult.Day> days = new ArrayList<>();
  private final List<UnchangedDay> unchanged = new ArrayList<>();
  private int skipped;
  private int attempts;
  private @Nullable Failure lastFailure;

  BatchJob(FetchCommand command, Instant start, Consumer<Event> observer) {
    this.chat = command.chat().canonical();
    this.start = start;
    this.observer = observer;
    left.add(command);
  }

  /** The current command; null when no command is left. */
  @Nullable FetchCommand next() {
    return left.peek();
  }

  /** Starts an attempt at the current command. */
  FetchRun startRun(FetchCommand command, Instant now) {
    attempts++;
    return new FetchRun(command, start, start, now, false, announced, this, DayMarker.none());
  }

  /**
   * Completes the current command.
   *
   * @param events its last events
   */
  void completed(List<Event> events) {
    left.remove();
    announced.clear();
    events.forEach(this::publish);
  }

  /** Gives up the current command. */
  void giveUp(Failure failure) {
    left.remove();
    announced.clear();
    lastFailure = failure;
  }

  /** Gives up all commands that are left. */
  void giveUpAll(Failure failure) {
    left.clear();
    lastFailure = failure;
  }

  /** Always true: no other process can take a command of a batch. */
  @Override
  public boolean isOwned() {
    return true;
  }

  @Override
  public Settlement announce(LocalDate day, Event event) {
    long messages = event instanceof MessagesFetched fetched ? fetched.messageCount() : 0;
    if (announced.putIfAbsent(day, messages) != null) {
      return Settlement.DONE_BEFORE;
    }
    publish(event);
    return Settlement.DONE;
  }

  /** Adds the parts to the commands of this job. */
  @Override
  public Settlement fanOut(List<FetchCommand> parts) {
    left.addAll(parts);
    return Settlement.DONE;
  }

  @Override
  public void publish(Event event) {
    if (event instanceof MessagesFetched fetched) {
      days.add(BatchResult.Day.of(fetched));
    } else if (event instanceof FetchSkipped skip) {
      skipped += skip.days();
      UnchangedDay.of(skip).ifPresent(unchanged::add);
    }
    observer.accept(event);
  }

  BatchResult result(Instant end) {
    return result(lastFailure == null ? Outcome.DONE : Outcome.FAILED, end);
  }

  BatchResult interrupted(Instant end) {
    return result(Outcome.INTERRUPTED, end);
  }

  private BatchResult result(Outcome outcome, Instant end) {
    return new BatchResult(
        chat,
        outcome,
        days,
        skipped,
        unchanged,
        days.stream().mapToLong(BatchResult.Day::messages).sum(),
        attempts,
        Duration.between(start, end).toMillis() / 1000.0,
        lastFailure == null ? null : lastFailure.type(),
        lastFailure == null ? null : lastFailure.message());
  }
}
