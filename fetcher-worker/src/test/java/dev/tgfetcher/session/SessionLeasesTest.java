package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RLock;

@ExtendWith(RedisServerExtension.class)
class SessionLeasesTest {
  /** Stops the wait at its first round. */
  private static final SessionWait.StopCheck STOPPED = millis -> true;

  /** A unique name, because all tests share the session locks of the server. */
  private final String name = "session-" + UUID.randomUUID();

  @TempDir Path folder;

  @Test
  void a_named_session_of_another_worker_is_refused_with_the_remedy(TestRedis redis)
      throws Exception {
    Files.createDirectories(folder.resolve(name));
    RLock held = redis.connection().commands().getLock(redis.keys().sessionLock(name));
    Thread other = new Thread(held::lock);
    other.start();
    other.join();

    assertThatThrownBy(() -> take(redis, Map.of("SESSION_NAME", name)))
        .isInstanceOf(NoSessionException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("set SESSION_NAME to one that is free");
    held.forceUnlock();
  }

  @Test
  void without_a_name_it_waits_until_a_stop(TestRedis redis) throws Exception {
    Files.createDirectories(folder.resolve(name));
    RLock held = redis.connection().commands().getLock(redis.keys().sessionLock(name));
    Thread other = new Thread(held::lock);
    other.start();
    other.join();

    try (SessionLeases leases = leases(redis, Map.of())) {
      assertThat(wait(leases).awaitFirst(STOPPED, () -> {})).isFalse();
      assertThat(leases.state().isReady()).isFalse();
      assertThat(leases.state().inWords()).isEqualTo("waiting for a free session");
    }
    held.forceUnlock();
  }

  @Test
  void without_a_login_the_remedy_is_to_log_in(TestRedis redis) {
    assertThatThrownBy(() -> take(redis, Map.of()))
        .isInstanceOf(NoSessionException.class)
        .hasMessageContaining("run `tg-fetcher login`");
  }

  @Test
  void sessions_in_quarantine_are_not_tried_and_the_refusal_says_why(TestRedis redis)
      throws Exception {
    Path session = Files.createDirectories(folder.resolve(name));
    new SessionQuarantine("401 SESSION_REVOKED", Instant.EPOCH).mark(session);

    assertThatThrownBy(() -> take(redis, Map.of()))
        .isInstanceOf(NoSessionException.class)
        .hasMessageContaining(name + ": 401 SESSION_REVOKED")
        .hasMessageContaining("run `tg-fetcher login --session NAME`");
  }

  @Test
  void the_state_for_a_heartbeat_is_that_of_the_last_refresh(TestRedis redis) throws Exception {
    Path session = Files.createDirectories(folder.resolve(name));
    new SessionQuarantine("401", Instant.EPOCH).mark(session);
    try (SessionLeases leases = leases(redis, Map.of())) {
      assertThat(leases.refresh()).hasSize(1);
      SessionQuarantine.lift(session);

      assertThat(leases.state().quarantined()).containsExactly(name);
      assertThat(leases.refresh()).hasSize(1);
      assertThat(leases.state().quarantined()).isEmpty();
    }
  }

  private void take(TestRedis redis, Map<String, String> more) throws InterruptedException {
    try (SessionLeases leases = leases(redis, more)) {
      wait(leases).awaitFirst(STOPPED, () -> {});
    }
  }

  private static SessionWait wait(SessionLeases leases) {
    return new SessionWait(leases, new RedisOutage("redis://here"), Duration.ZERO);
  }

  private SessionLeases leases(TestRedis redis, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("TELEGRAM_API_ID", "1");
    environment.put("TELEGRAM_API_HASH", "0123456789abcdef");
    environment.put("SESSION_DIR", folder.toString());
    return new SessionLeases(
        1,
        Settings.load(environment, folder).session(),
        redis.connection().commands(),
        redis.keys(),
        Path.of("no library is needed"),
        InstantSource.system());
  }
}
