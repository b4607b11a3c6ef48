package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.history.UsernameCache.Entry;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RedisServerExtension.class)
class RedisUsernameCacheTest {
  @TempDir Path folder;

  @Test
  void an_entry_is_found_in_any_case_of_the_username(TestRedis redis) {
    RedisUsernameCache cache = new RedisUsernameCache(redis.connection(), redis.keys());
    assertThat(cache.find("ru_python")).isEmpty();

    cache.put("Ru_Python", new Entry.Chat(-1_001_500_000_001L));

    assertThat(cache.find("ru_PYTHON")).contains(new Entry.Chat(-1_001_500_000_001L));
    assertThat(livesMillis(redis, "ru_python"))
        .isBetween(1L, RedisUsernameCache.CHAT_LIVES.toMillis());
  }

  @Test
  void a_free_username_is_cached_for_a_short_time(TestRedis redis) {
    RedisUsernameCache cache = new RedisUsernameCache(redis.connection(), redis.keys());

    cache.put("nobody_here", new Entry.Free());

    assertThat(cache.find("nobody_here")).contains(new Entry.Free());
    assertThat(livesMillis(redis, "nobody_here"))
        .isBetween(1L, RedisUsernameCache.FREE_LIVES.toMillis());
  }

  @Test
  void a_name_is_looked_up_again_after_a_day_and_a_free_one_after_five_minutes(TestRedis redis) {
    RedisUsernameCache cache = new RedisUsernameCache(redis.connection(), redis.keys());
    cache.put("old_name", new Entry.Chat(7));
    cache.put("free_name", new Entry.Free());
    String old = redis.keys().username("old_name");
    String free = redis.keys().username("free_name");

    redis.pass(Duration.ofMinutes(4), old, free);
    assertThat(cache.find("free_name")).contains(new Entry.Free());
    redis.pass(Duration.ofMinutes(1), old, free);
    assertThat(cache.find("free_name")).isEmpty();
    assertThat(cache.find("old_name")).contains(new Entry.Chat(7));
    redis.pass(Duration.ofDays(1), old);
    assertThat(cache.find("old_name")).isEmpty();
  }

  private static long livesMillis(TestRedis redis, String name) {
    return redis.connection().commands().getBucket(redis.keys().username(name)).remainTimeToLive();
  }

  @Test
  void while_redis_is_away_the_cache_is_empty() {
    RedisServerProcess server = RedisServerProcess.start(folder);
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      RedisUsernameCache cache = new RedisUsernameCache(redis, RedisKeys.DEFAULT);
      cache.put("ru_python", new Entry.Chat(1));
      server.kill();

      assertThat(cache.find("ru_python")).isEmpty();
      cache.put("ru_python", new Entry.Chat(2));
    } finally {
      server.close();
    }
  }

  /** TDLib does not know an id from another account before it has looked up the username. */
  @Test
  void each_account_looks_up_a_username_once(TestRedis redis) throws Exception {
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    Account boris = builder.account("79990000002", "12345");
    builder.supergroup("ru_python", "Python");
    try (TestTelegram telegram = TestTelegram.start(builder.build(), folder)) {
      telegram.logIn("anna", anna);
      telegram.logIn("boris", boris);

      for (int run = 1; run <= 2; run++) {
        for (String session : new String[] {"anna", "boris", "anna", "boris"}) {
          resolve(redis, telegram, session, "@ru_python");
        }
      }
      assertThatThrownBy(() -> resolve(redis, telegram, "anna", "@nobody_here"))
          .isInstanceOf(TelegramException.class);
      assertThatThrownBy(() -> resolve(redis, telegram, "boris", "@Nobody_Here"))
          .isInstanceOf(TelegramException.class);

      assertThat(telegram.emulator().requests().count(boris, "contacts.resolveUsername"))
          .isEqualTo(1);
      assertThat(telegram.emulator().requests().count(anna, "contacts.resolveUsername"))
          .isEqualTo(2);
    }
  }

  private static void resolve(TestRedis redis, TestTelegram telegram, String session, String chat)
      throws Exception {
    try (TelegramSession open =
        TelegramSession.open(TestTelegram.library(), telegram.settings(session))) {
      TelegramCalls calls = new TelegramCalls(ClientSource.of(open), RequestGate.open());
      new ChatResolver(calls, new RedisUsernameCache(redis.connection(), redis.keys()))
          .resolve(ChatRef.parse(chat).orElseThrow());
    }
  }
}
