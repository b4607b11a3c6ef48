package dev.tgfetcher.session;

import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.PermitUnavailableException;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Moves the time of a slot by hand. */
@ExtendWith(RedisServerExtension.class)
class WorkerSlotTest {
  private static final CommandHandler HELD = held(MethodClass.REPLIES);
  private static final CommandHandler HELD_NAME = held(MethodClass.RESOLVE);
  private static final CommandHandler NOT_DONE =
      lease -> {
        throw new IllegalStateException("on purpose");
      };

  @TempDir Path folder;
  private final AtomicBoolean free = new AtomicBoolean(true);
  private long nanos = Long.MAX_VALUE - 1;
  private TestTelegram telegram;
  private SessionLeases sessions;
  private Lease lease;

  @BeforeEach
  void takeSessionAndCommand(TestRedis redis) throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    sessions =
        new SessionLeases(
            1,
            Settings.load(telegram.environment(), folder).session(),
            redis.connection().commands(),
            redis.keys(),
            TestTelegram.library(),
            InstantSource.system());
    assertThat(
            new SessionWait(sessions, new RedisOutage("redis://here"), Duration.ZERO)
                .awaitFirst(millis -> false, () -> {}))
        .isTrue();
    new QueueState(redis).push(payload(1));
    lease = QueueFixtures.queue(redis).lease(Duration.ofSeconds(1)).orElseThrow();
  }

  @AfterEach
  void end() {
    sessions.close();
    telegram.close();
  }

  private static CommandHandler held(MethodClass method) {
    return lease -> {
      throw new PermitUnavailableException(method, Duration.ofMinutes(1), true);
    };
  }

  private WorkerSlot empty(CommandHandler handler) {
    return new WorkerSlot(sessions, session -> handler, session -> free.get(), () -> nanos);
  }

  private WorkerSlot withSession(CommandHandler handler) {
    WorkerSlot slot = empty(handler);
    slot.assign(sessions.owned().get(0));
    return slot;
  }

  /** One test for all of a slot, because TDLib takes its time to log in. */
  @Test
  void rests_after_a_command_that_a_rate_limit_of_its_account_defers_and_after_no_other()
      throws Exception {
    assertThat(empty(HELD).isReady()).isFalse();
    WorkerSlot resting = withSession(HELD);
    WorkerSlot working = withSession(NOT_DONE);
    WorkerSlot lookingUp = withSession(HELD_NAME);
    assertThat(resting.isReady()).isTrue();

    assertThatThrownBy(() -> lookingUp.handle(lease))
        .isInstanceOf(PermitUnavailableException.class);
    assertThat(lookingUp.isReady()).isTrue();
    assertThatThrownBy(() -> resting.handle(lease)).isInstanceOf(PermitUnavailableException.class);
    assertThatThrownBy(() -> working.handle(lease)).isInstanceOf(IllegalStateException.class);
    assertThat(withSession(lease -> List.of()).handle(lease)).isEmpty();

    assertThat(working.isReady()).isTrue();
    assertThat(resting.isReady()).isFalse();
    nanos += WorkerSlot.REST.toNanos() - 1;
    assertThat(resting.isReady()).isFalse();
    nanos++;
    assertThat(resting.isReady()).isTrue();

    free.set(false);
    assertThat(resting.isReady()).isFalse();
  }
}
