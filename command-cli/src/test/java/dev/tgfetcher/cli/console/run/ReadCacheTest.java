package dev.tgfetcher.cli.console.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadCacheTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private final ReadCache cache = new ReadCache(nanos::get);

  @Test
  void a_value_is_read_again_after_two_seconds_and_only_if_it_is_asked_for() {
    assertThat(read("a")).isEqualTo(1);
    nanos.addAndGet(1_999_999_999L);
    assertThat(read("a")).isEqualTo(1);
    assertThat(read("b")).isEqualTo(2);
    nanos.addAndGet(1);
    assertThat(read("a")).isEqualTo(3);
  }

  private int read(String key) {
    return cache.get(key, Integer.class, reads::incrementAndGet);
  }

  @Test
  void fifty_browsers_cost_one_read() throws Exception {
    ExecutorService browsers = Executors.newFixedThreadPool(50);
    CountDownLatch start = new CountDownLatch(50);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(
          browsers.submit(
              () -> {
                start.countDown();
                start.await();
                return read("a");
              }));
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
    browsers.shutdown();
    assertThat(reads).hasValue(1);
  }

  @Test
  void a_failure_is_shared_until_it_is_old() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> cache.get("a", Integer.class, this::fail))
          .hasMessage("Redis is away");
    }

    assertThat(reads).hasValue(1);
    nanos.addAndGet(ReadCache.FRESH.toNanos());
    assertThat(read("a")).isEqualTo(2);
  }

  private Integer fail() {
    reads.incrementAndGet();
    throw new IllegalStateException("Redis is away");
  }
}
