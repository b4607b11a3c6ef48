package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;

class RedisWaitTest {
  private static final RedisAddress ADDRESS = RedisAddress.parse("redis://127.0.0.1:1");

  private final AtomicLong nanos = new AtomicLong(1);
  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  /** The first attempt hangs; the second one is refused for good. */
  private RedisConnection open() {
    if (attempts.incrementAndGet() == 1) {
      awaitEnd();
    }
    throw new RedisUnreachableException(ADDRESS, new RedisException("WRONGPASS invalid"));
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_attempt_that_hangs_for_ninety_seconds_is_followed_by_another() {
    RedisWait wait =
        new RedisWait(ADDRESS, this::open, new RedisOutage(ADDRESS.toString()), nanos::get);
    AtomicInteger roundsOfFirst = new AtomicInteger();

    assertThatThrownBy(
            () ->
                wait.connect(
                    millis -> false,
                    () -> {
                      if (attempts.get() == 1 && roundsOfFirst.getAndIncrement() < 3) {
                        nanos.addAndGet(RedisWait.LONGEST_ATTEMPT.toNanos() / 3);
                      }
                    }))
        .isInstanceOf(RedisUnreachableException.class);
    end.countDown();

    assertThat(attempts).hasValue(2);
  }
}
