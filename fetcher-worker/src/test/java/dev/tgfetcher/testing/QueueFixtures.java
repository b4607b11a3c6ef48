package dev.tgfetcher.testing;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.CommandEnds;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.FleetId;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Payloads, and the parts of a worker that use a test's queue. */
public final class QueueFixtures {
  public static final String WORKER = "host-1-abcdef";
  public static final int LOW_PRIORITY_EVERY = 5;
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-11-08T10:30:00Z"));
  public static final EventFactory EVENTS = new EventFactory("tg_fetcher", WORKER, CLOCK);
  public static final CommandEnds ENDS = new CommandEnds(EVENTS, CommandEnds.RESULT_TTL);
  public static final DeadLetterFactory DEAD_LETTERS = new DeadLetterFactory(EVENTS, WORKER, CLOCK);

  private QueueFixtures() {}

  /** Returns a valid command. Commands of two numbers differ. */
  public static String payload(int number) {
    return "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"date\":\"2025-11-07\""
        + ",\"timestamp\":\"t"
        + number
        + "\"}";
  }

  public static CommandQueue queue(TestRedis redis) {
    return queue(redis, WORKER);
  }

  public static CommandQueue queue(TestRedis redis, String worker) {
    return queue(redis.connection(), redis.keys(), worker, unusedOutbox(worker));
  }

  /** Opens a queue with at-least-once delivery and without a listener. */
  public static CommandQueue queue(
      RedisConnection connection, RedisKeys keys, String worker, Outbox outbox) {
    return new CommandQueue(
        connection,
        keys,
        worker,
        true,
        LOW_PRIORITY_EVERY,
        Duration.ZERO,
        outbox,
        DEAD_LETTERS::malformed,
        ENDS,
        CommandListener.NONE);
  }

  public static ProcessingLists lists(TestRedis redis) {
    return new ProcessingLists(redis.connection(), redis.keys());
  }

  public static Reclaimer reclaimer(TestRedis redis) {
    return new Reclaimer(
        lists(redis), new CommandCounters(redis.connection(), redis.keys()), DEAD_LETTERS);
  }

  public static DelayedCommands delayed(TestRedis redis) {
    return new DelayedCommands(redis.connection(), redis.keys());
  }

  /** Upkeep of the worker's list, with the threads that the queue knows. */
  public static StrandedLeases strandedLeases(TestRedis redis, CommandQueue queue) {
    return new StrandedLeases(lists(redis), WORKER, queue.inFlight(), reclaimer(redis), () -> true);
  }

  /** Returns an outbox for tests in which Redis always answers. */
  public static Outbox unusedOutbox(String worker) {
    return new Outbox(Path.of("target", "no-outbox"), worker, FleetId.fixed("fleet"));
  }
}
