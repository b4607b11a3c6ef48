package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisMonitor;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RLock;

@ExtendWith(RedisServerExtension.class)
class RedisDayLocksTest {
  private static final long CHAT = -1_001_500_000_001L;
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @TempDir Path folder;
  private TestRedis redis;
  private RedisConnection elsewhere;
  private RedisDayLocks mine;
  private RedisDayLocks others;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    elsewhere = RedisConnection.open(RedisAddress.parse(redis.url()), 1);
    mine = new RedisDayLocks(redis.connection(), redis.keys());
    others = new RedisDayLocks(elsewhere, redis.keys());
  }

  @AfterEach
  void close() {
    elsewhere.close();
  }

  @Test
  void a_day_has_one_reader_at_a_time_and_other_days_are_free() throws Exception {
    try (DayLock held = mine.take(CHAT, DAY, 0)) {
      assertThat(held.isOwned()).isTrue();
      assertThatThrownBy(() -> others.take(CHAT, DAY, 0))
          .isInstanceOf(DayTakenException.class)
          .hasMessageContaining("2025-11-07");
      try (DayLock other = others.take(CHAT, DAY.plusDays(1), 0)) {
        assertThat(other.isOwned()).isTrue();
      }
    }

    try (DayLock free = others.take(CHAT, DAY, 0)) {
      assertThat(free.isOwned()).isTrue();
    }
  }

  @Test
  void a_later_reader_has_a_higher_token_and_the_earlier_one_no_longer_owns_the_day()
      throws Exception {
    DayLock slept = mine.take(CHAT, DAY, 0);
    lock().forceUnlock();
    assertThat(slept.isOwned()).as("no other worker has locked it").isTrue();

    DayLock awake = others.take(CHAT, DAY, 0);

    assertThat(awake.fencingToken()).isGreaterThan(slept.fencingToken());
    assertThat(awake.isOwned()).isTrue();
    assertThat(slept.isOwned()).isFalse();
    slept.close();
    assertThat(lock().isLocked()).as("only its holder gives a lock back").isTrue();
    awake.close();
    assertThat(lock().isLocked()).isFalse();
  }

  @Test
  void tokens_go_on_after_the_newest_that_wrote_the_day_when_redis_has_lost_its_data()
      throws Exception {
    try (DayLock lock = mine.take(CHAT, DAY, 57)) {
      assertThat(lock.fencingToken()).isEqualTo(58);
      assertThat(lock.isOwned()).isTrue();
    }

    try (DayLock next = others.take(CHAT, DAY, 58)) {
      assertThat(next.fencingToken()).isEqualTo(59);
    }
  }

  @Test
  void a_guard_asks_redis_for_the_token_while_it_asks_for_the_lease() throws Exception {
    try (RedisMonitor monitor = new RedisMonitor(URI.create(redis.url()).getPort());
        DayLock lock = mine.take(CHAT, DAY, 0)) {
      monitor.awaitRecorded();
      assertThat(monitor.lastIndexOf("\"set\"", "redisson_lock_token", DAY.toString()))
          .as("the counter has its value")
          .isNegative();
      WriteGuard lease =
          () -> {
            await().until(() -> monitor.lastIndexOf("\"get\"", "redisson_lock_token") >= 0);
            return true;
          };

      assertThat(lock.and(lease).isOwned()).isTrue();
      assertThat(lock.and(() -> false).isOwned()).isFalse();
    }
  }

  @Test
  void a_day_is_free_soon_after_its_release_begins() throws Exception {
    DayLock lock = mine.take(CHAT, DAY, 0);

    lock.release();

    await().until(() -> !lock().isLocked());
    lock.close();
    others.take(CHAT, DAY, 0).close();
  }

  @Test
  void tokens_of_unread_days_expire() throws Exception {
    mine.take(CHAT, DAY, 0).close();

    String counter = redis.keys().dayLockToken(redis.keys().dayLock(Long.toString(CHAT), DAY));

    assertThat(redis.connection().commands().getBucket(counter).remainTimeToLive())
        .isBetween(1L, RedisDayLocks.TOKENS_LIVE.toMillis());
  }

  @Test
  void a_week_later_tokens_go_on_after_the_newest_that_wrote_the_day() throws Exception {
    DayLock slept = mine.take(CHAT, DAY, 57);
    slept.close();

    redis.pass(
        RedisDayLocks.TOKENS_LIVE,
        redis.keys().dayLockToken(redis.keys().dayLock(Long.toString(CHAT), DAY)));

    try (DayLock next = others.take(CHAT, DAY, slept.fencingToken())) {
      assertThat(next.fencingToken()).isGreaterThan(slept.fencingToken());
      assertThat(next.isOwned()).isTrue();
      assertThat(slept.isOwned()).isFalse();
    }
  }

  @Test
  void an_interrupted_reader_leaves_no_lock_behind() throws Exception {
    RedisServerProcess server = RedisServerProcess.start(folder);
    try (RedisConnection slow = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      RedisDayLocks locks = new RedisDayLocks(slow, RedisKeys.DEFAULT);
      RLock lock = slow.commands().getLock(RedisKeys.DEFAULT.dayLock(Long.toString(CHAT), DAY));
      server.pause();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> locks.take(CHAT, DAY, 0)).isInstanceOf(InterruptedException.class);

      server.resume();
      await().until(() -> wasTaken(slow) && !lock.isLocked());
    } finally {
      server.close();
    }
  }

  private static boolean wasTaken(RedisConnection redis) {
    String lock = RedisKeys.DEFAULT.dayLock(Long.toString(CHAT), DAY);
    return redis.commands().getBucket(RedisKeys.DEFAULT.dayLockToken(lock)).isExists();
  }

  @Test
  void while_redis_is_away_a_day_is_written_unless_a_newer_token_has_written_it() throws Exception {
    RedisServerProcess server = RedisServerProcess.start(folder);
    try (RedisConnection leaving = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      RedisDayLocks locks = new RedisDayLocks(leaving, RedisKeys.DEFAULT);
      DayLock before = locks.take(CHAT, DAY, 0);
      server.kill();

      assertThat(before.isOwned()).isTrue();
      before.close();
      try (DayLock now = locks.take(CHAT, DAY, 7)) {
        assertThat(now.isOwned()).isTrue();
        assertThat(now.fencingToken()).isEqualTo(7);
      }
    } finally {
      server.close();
    }
  }

  private RLock lock() {
    return redis.connection().commands().getLock(redis.keys().dayLock(Long.toString(CHAT), DAY));
  }
}
