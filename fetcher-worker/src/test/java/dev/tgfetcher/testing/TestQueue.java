package dev.tgfetcher.testing;

import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.payload;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.Duration;
import java.time.LocalDate;

/** A test's queue, and a worker that takes commands from it. */
public record TestQueue(
    TestRedis redis,
    QueueState state,
    CommandQueue queue,
    ProcessingLists lists,
    DelayedCommands delayed) {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  public static TestQueue of(TestRedis redis) {
    return new TestQueue(
        redis,
        new QueueState(redis),
        QueueFixtures.queue(redis),
        QueueFixtures.lists(redis),
        QueueFixtures.delayed(redis));
  }

  /** Takes the next command, which must exist. */
  public Lease lease() {
    return queue.lease(WAIT).orElseThrow();
  }

  /** Pushes the command with this number and takes it. */
  public Lease pushAndLease(int number) {
    state.push(payload(number));
    return lease();
  }

  public static Event skipped(Lease lease) {
    return EVENTS.skipped(lease.command(), lease.run(), DAY, SkipReason.ALREADY_COMPLETE);
  }

  public static Event failed(Lease lease) {
    return failed(lease, 1);
  }

  public static Event failed(Lease lease, int attempt) {
    return EVENTS.failed(
        lease.command(),
        lease.run(),
        new Failure(ErrorType.NETWORK, "timeout"),
        attempt,
        null,
        Duration.ZERO);
  }
}
