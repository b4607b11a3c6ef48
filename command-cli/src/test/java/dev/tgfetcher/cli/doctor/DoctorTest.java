package dev.tgfetcher.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisTimeoutException;

class DoctorTest {
  @Test
  void a_server_that_was_silent_once_is_not_tried_by_the_next_check() {
    AtomicInteger tries = new AtomicInteger();
    Supplier<RedisConnection> connect =
        Doctor.untilUnreachable(
            () -> {
              tries.incrementAndGet();
              throw new RedisUnreachableException(
                  RedisAddress.parse("redis://127.0.0.1:1"), new RedisTimeoutException("silent"));
            });

    for (int check = 0; check < 2; check++) {
      assertThatThrownBy(connect::get).isInstanceOf(RedisUnreachableException.class);
    }

    assertThat(tries).hasValue(1);
  }
}
