package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisTimeoutException;

class RoleThreadTest {
  private static final String NAME = "role-under-test";

  private final AtomicInteger rounds = new AtomicInteger();

  private final LivenessTracker liveness = new LivenessTracker(InstantSource.system());
  private final RedisOutage outage = new RedisOutage("redis://here");
  private boolean hears;

  private RoleThread start(Duration interval, IntConsumer round) {
    Role role =
        new Role() {
          @Override
          public String name() {
            return NAME;
          }

          @Override
          public boolean usesRedisEveryRound() {
            return hears;
          }

          @Override
          public void runOnce() {
            round.accept(rounds.incrementAndGet());
          }
        };
    return new RoleThread(role, interval, outage, liveness).start();
  }

  private static boolean runs() {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(NAME));
  }

  @Test
  void a_failure_in_a_role_is_counted_and_the_role_goes_on() throws InterruptedException {
    RoleThread role =
        start(
            Duration.ofMillis(1),
            round -> {
              if (round == 1) {
                throw new IllegalStateException("on purpose");
              }
              if (round == 2) {
                throw new StackOverflowError("on purpose");
              }
              if (round == 3) {
                Thread.currentThread().interrupt();
              }
            });

    await().until(() -> rounds.get() > 5);

    assertThat(role.failures()).isEqualTo(2);
    assertThat(runs()).isTrue();
    role.stop();
    assertThat(runs()).isFalse();
  }

  @Test
  void a_role_runs_more_often_while_redis_is_away() throws InterruptedException {
    RoleThread role =
        start(
            Duration.ofHours(1),
            round -> {
              if (round == 1) {
                throw new RedisTimeoutException("on purpose");
              }
            });

    await().until(() -> rounds.get() == 2);

    assertThat(role.failures()).isZero();
    role.stop();
  }

  @Test
  void only_a_role_that_hears_from_redis_ends_an_outage() throws InterruptedException {
    assertThat(outage.recordFailure(new RedisTimeoutException("on purpose"))).isTrue();
    RoleThread deaf = start(Duration.ofMillis(1), round -> {});
    await().until(() -> rounds.get() > 3);
    deaf.stop();
    assertThat(outage.isOngoing()).isTrue();

    hears = true;
    RoleThread hearing = start(Duration.ofMillis(1), round -> {});

    await().until(() -> !outage.isOngoing());
    hearing.stop();
  }

  @Test
  void a_role_that_hangs_is_interrupted_at_the_end() throws InterruptedException {
    RoleThread role = start(Duration.ofMillis(1), round -> hang());
    await().until(() -> rounds.get() == 1);

    role.stop(Duration.ofMillis(1));

    assertThat(runs()).isFalse();
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
