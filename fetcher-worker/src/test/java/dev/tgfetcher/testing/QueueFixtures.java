package dev.tgfetcher.testing;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.Outbox;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Payloads and a worker's view of a test's queue. */
public final class QueueFixtures {
  public static final String WORKER = "host-1-abcdef";
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-11-08T10:30:00Z"));
  public static final EventFactory EVENTS = new EventFactory("tg_fetcher", WORKER, CLOCK);
  public static final DeadLetterFactory BURIALS = new DeadLetterFactory(EVENTS, WORKER, CLOCK);

  private QueueFixtures() {}

  /** A valid command, told from others by its number. */
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
    return new CommandQueue(
        redis.connection(), redis.keys(), worker, true, unused(worker), BURIALS::malformed);
  }

  /** An outbox for tests in which Redis stays. */
  public static Outbox unused(String worker) {
    return new Outbox(Path.of("target", "no-outbox"), worker);
  }
}
