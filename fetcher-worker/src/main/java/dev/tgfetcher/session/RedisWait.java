package dev.tgfetcher.session;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.session.SessionWait.StopCheck;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a worker is connected to Redis:
 *
 * <ol>
 *   <li>a thread of its own connects, so that a stop ends the wait at once;
 *   <li>a server that does not answer is tried again each second;
 *   <li>a refusal that needs an operator, such as that of a password, ends the wait.
 * </ol>
 */
public final class RedisWait {
  private static final Logger log = LoggerFactory.getLogger(RedisWait.class);
  private static final long PAUSE_MILLIS = 1000;
  private static final long LOOK_MILLIS = 50;

  /** Longer than Redisson's own limits for the two clients of a connection. */
  static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(90);

  private final RedisAddress address;
  private final Supplier<RedisConnection> opener;
  private final RedisOutage outage;
  private final LongSupplier nanoTime;

  /**
   * @param consumers the number of blocking takes at a time
   * @param outage learns whether Redis answers
   */
  public RedisWait(RedisAddress address, int consumers, RedisOutage outage) {
    this(address, () -> RedisConnection.open(address, consumers), outage, System::nanoTime);
  }

  /** Takes the clock for the length of an attempt, as {@link System#nanoTime}. */
  RedisWait(
      RedisAddress address,
      Supplier<RedisConnection> opener,
      RedisOutage outage,
      LongSupplier nanoTime) {
    this.address = address;
    this.opener = opener;
    this.outage = outage;
    this.nanoTime = nanoTime;
  }

  /**
   * Connects to Redis.
   *
   * @param onRound runs again and again during the wait
   * @return empty on a stop
   * @throws RedisUnreachableException if Redis refuses the connection for a reason that no waiting
   *     mends
   */
  public Optional<RedisConnection> connect(StopCheck stop, Runnable onRound)
      throws InterruptedException {
    do {
      CompletableFuture<RedisConnection> attempt = begin();
      if (isStoppedDuring(attempt, stop, onRound)) {
        abandon(attempt);
        return Optional.empty();
      }
      @Nullable RedisConnection connection = connected(attempt);
      if (connection != null) {
        outage.recordAnswer();
        return Optional.of(connection);
      }
    } while (!stop.await(PAUSE_MILLIS));
    return Optional.empty();
  }

  private CompletableFuture<RedisConnection> begin() {
    CompletableFuture<RedisConnection> attempt = new CompletableFuture<>();
    attempt.completeAsync(
        opener,
        task -> {
          Thread thread = new Thread(task, "redis-connect");
          thread.setDaemon(true);
          thread.start();
        });
    return attempt;
  }

  private boolean isStoppedDuring(
      CompletableFuture<RedisConnection> attempt, StopCheck stop, Runnable onRound)
      throws InterruptedException {
    long start = nanoTime.getAsLong();
    while (!attempt.isDone() && nanoTime.getAsLong() - start < LONGEST_ATTEMPT.toNanos()) {
      onRound.run();
      if (stop.await(LOOK_MILLIS)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable RedisConnection connected(CompletableFuture<RedisConnection> attempt) {
    if (!attempt.isDone()) {
      log.warn(
          "The connection to {} was not made in {}; it is tried again", address, LONGEST_ATTEMPT);
      abandon(attempt);
      return null;
    }
    try {
      return attempt.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RedisUnreachableException away
          && away.fault().isMendedByWaiting()) {
        outage.recordFailure(away);
        return null;
      }
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(CompletionException failure) {
    return failure.getCause() instanceof RuntimeException reason ? reason : failure;
  }

  /** Closes a connection that is made after the wait for it has ended. */
  private static void abandon(CompletableFuture<RedisConnection> attempt) {
    CompletableFuture<Void> unused = attempt.thenAccept(RedisConnection::close);
  }
}
