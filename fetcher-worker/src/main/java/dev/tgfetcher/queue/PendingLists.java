package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBlockingDeque;
import org.redisson.api.queue.DequeMoveArgs;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * The two lists of pending commands, from which a worker takes to its processing list:
 *
 * <ol>
 *   <li>A script takes the next command that waits in either list, by the share of the low one.
 *   <li>If none waits, BLMOVE waits for one in the normal list. A command that comes to the low
 *       list then waits for the end of that wait at most.
 * </ol>
 */
final class PendingLists {
  private static final LuaScript TAKE =
      LuaScript.beside(PendingLists.class, "take", "next_normal")
          .calling(Pauses.class, "is_low", "pause_of");
  private static final String LOW = "low";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;
  private final boolean atLeastOnce;
  private final LowPriorityShare share;

  /**
   * A taken command.
   *
   * @param low whether it came from the low list
   */
  record Taken(Payload payload, boolean low) {}

  /**
   * Takes the delivery.
   *
   * @param atLeastOnce whether a command that comes during the wait moves in one step; otherwise a
   *     worker that dies between two steps loses it
   */
  PendingLists(
      RedisConnection redis,
      RedisKeys keys,
      String workerId,
      boolean atLeastOnce,
      LowPriorityShare share) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
    this.atLeastOnce = atLeastOnce;
    this.share = share;
  }

  /**
   * Takes the next command; null if none came in time. While a pause forbids it to take any, it
   * waits as long.
   *
   * @param account the id of the account that would run the command; empty if it has none
   */
  @Nullable Taken take(Duration wait, String account) {
    List<byte[]> reply = runTake(account);
    while (isWord(reply, "more")) {
      reply = runTake(account);
    }
    if (isWord(reply, "paused")) {
      sleep(wait);
      return null;
    }
    if (!reply.isEmpty()) {
      return new Taken(Payload.of(reply.get(1)), LOW.equals(text(reply.get(0))));
    }
    byte[] element = atLeastOnce ? move(wait) : pop(wait);
    return element == null ? null : new Taken(Payload.of(element), false);
  }

  /** Records what the taken command was. */
  void taken(boolean low) {
    share.taken(low);
  }

  private List<byte[]> runTake(String account) {
    return redis.evalBytesOnce(
        TAKE,
        List.of(
            keys.pending(),
            keys.low(),
            keys.processing(workerId),
            keys.unmarkedLow(),
            keys.paused()),
        share.isLowFirst() ? LOW : "normal",
        atLeastOnce ? "move" : "pop",
        CommandQueue.COUNTERS_TTL.toSeconds(),
        workerId,
        account);
  }

  private static boolean isWord(List<byte[]> reply, String word) {
    return reply.size() == 1 && word.equals(text(reply.get(0)));
  }

  private static String text(byte[] word) {
    return new String(word, StandardCharsets.US_ASCII);
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte @Nullable [] move(Duration wait) {
    return pending().move(wait, DequeMoveArgs.pollFirst().addLastTo(keys.processing(workerId)));
  }

  private byte @Nullable [] pop(Duration wait) {
    try {
      byte[] element = pending().poll(wait.toSeconds(), TimeUnit.SECONDS);
      if (element != null) {
        // Sent once: the stranded leases find a second copy, and it would run.
        redis
            .blocking()
            .<byte[]>getDeque(keys.processing(workerId), ByteArrayCodec.INSTANCE)
            .addLast(element);
      }
      return element;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private RBlockingDeque<byte[]> pending() {
    return redis.blocking().getBlockingDeque(keys.pending(), ByteArrayCodec.INSTANCE);
  }
}
