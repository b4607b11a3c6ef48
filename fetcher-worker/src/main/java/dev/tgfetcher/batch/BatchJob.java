package dev.tgfetcher.batch;

import dev.tgfetcher.batch.BatchResult.Outcome;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.nio.charset.StandardCharsets;
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

/** One chat of a batch: the commands that are left of it, and what was done. */
final class BatchJob implements CommandReporter {
  private final String chat;
  private final Instant start;
  private final Consumer<Event> watcher;
  private final Deque<FetchCommand> left = new ArrayDeque<>();

  /** Days and how many messages each has. */
  private final Map<LocalDate, Long> told = new HashMap<>();

  private final List<BatchResult.Day> days = new ArrayList<>();
  private int skipped;
  private int attempts;
  private @Nullable Failure lastFailure;

  BatchJob(FetchCommand command, Instant start, Consumer<Event> watcher) {
    this.chat = command.chat().canonical();
    this.start = start;
    this.watcher = watcher;
    left.add(command);
  }

  /** The command to carry out now; null when all is done. */
  @Nullable FetchCommand next() {
    return left.peek();
  }

  /** What a handler holds: nobody else can have it, and no earlier process knows of it. */
  Lease lease(FetchCommand command, int attempt, Instant now) {
    attempts++;
    return new Lease(
        Payload.of(command.toJson().getBytes(StandardCharsets.UTF_8)),
        "batch",
        command,
        attempt - 1,
        0,
        List.of(),
        1,
        start,
        start,
        now,
        told);
  }

  /** The command in hand is done; these are its last events. */
  void completed(List<Event> events) {
    left.remove();
    told.clear();
    events.forEach(this::publish);
  }

  /** The command in hand has failed for good. */
  void giveUp(Failure failure) {
    left.remove();
    told.clear();
    lastFailure = failure;
  }

  /** Nothing that is left can be carried out. */
  void giveUpAll(Failure failure) {
    left.clear();
    lastFailure = failure;
  }

  /** There is no queue to lose it to. */
  @Override
  public boolean isHeld(Lease lease) {
    return true;
  }

  @Override
  public Settlement announce(Lease lease, LocalDate day, Event event) {
    long messages = event instanceof MessagesFetched fetched ? fetched.messageCount() : 0;
    if (told.putIfAbsent(day, messages) != null) {
      return Settlement.DONE_BEFORE;
    }
    publish(event);
    return Settlement.DONE;
  }

  /** The parts are carried out here, one after the other. */
  @Override
  public Settlement fanOut(Lease lease, List<FetchCommand> parts) {
    left.addAll(parts);
    return Settlement.DONE;
  }

  @Override
  public void publish(Event event) {
    if (event instanceof MessagesFetched fetched) {
      days.add(BatchResult.Day.of(fetched));
    } else if (event instanceof FetchSkipped) {
      skipped++;
    }
    watcher.accept(event);
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
        days.stream().mapToLong(BatchResult.Day::messages).sum(),
        attempts,
        Duration.between(start, end).toMillis() / 1000.0,
        lastFailure == null ? null : lastFailure.type(),
        lastFailure == null ? null : lastFailure.message());
  }
}
