package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/** Scripts on a real Redis, also on one whose operator has taken commands away. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class RedisScriptsTest {
  private static final LuaScript ECHO = new LuaScript("echo", "return tonumber(ARGV[1])");

  @TempDir Path folder;

  private RedisServerProcess without(String command) {
    return RedisServerProcess.start(folder, "--rename-command", command, "");
  }

  private static RedisConnection connect(RedisServerProcess server) {
    return RedisConnection.open(RedisAddress.parse(server.url()), 1);
  }

  @Test
  void a_server_that_forgot_a_script_gets_it_again() {
    try (RedisServerProcess server = RedisServerProcess.start(folder);
        RedisConnection redis = connect(server)) {
      assertThat(redis.evalLong(ECHO, List.of("key"), 1)).isEqualTo(1);

      redis.commands().getScript().scriptFlush();

      assertThat(redis.evalLong(ECHO, List.of("key"), 2)).isEqualTo(2);
      assertThat(redis.evalLong(ECHO, List.of("key"), 3)).isEqualTo(3);
    }
  }

  @Test
  void a_server_without_evalsha_is_an_error_and_no_wait_without_end() {
    try (RedisServerProcess server = without("EVALSHA");
        RedisConnection redis = connect(server)) {
      assertThatThrownBy(() -> redis.evalLong(ECHO, List.of("key"), 1))
          .isInstanceOf(RedisException.class)
          .hasMessageContaining("EVALSHA");
      assertThat(redis.commands().getLock("lock").tryLock()).isTrue();
    }
  }

  @Test
  void a_server_without_eval_is_an_error_and_no_wait_without_end() {
    try (RedisServerProcess server = without("EVAL");
        RedisConnection redis = connect(server)) {
      assertThatThrownBy(() -> redis.evalLong(ECHO, List.of("key"), 1))
          .isInstanceOf(RedisException.class)
          .hasMessageContaining("EVAL");
      assertThatThrownBy(() -> redis.commands().getLock("lock").tryLock())
          .isInstanceOf(RedisException.class)
          .satisfies(
              failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.NO_COMMAND));
    }
  }

  @Test
  void a_reply_that_never_comes_fails_by_the_name_of_the_request() {
    assertThatThrownBy(
            () ->
                RedisConnection.await(
                    "the lock of session main", new CompletableFuture<>(), Duration.ofMillis(5)))
        .isInstanceOf(RedisTimeoutException.class)
        .hasMessageContaining("the lock of session main");
  }

  @Test
  void an_interrupt_ends_the_wait_and_stays() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> RedisConnection.await("a lock", new CompletableFuture<>()))
        .isInstanceOf(RedisException.class)
        .hasMessageContaining("a lock was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
