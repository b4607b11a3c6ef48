package dev.tgfetcher.cli.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.RedisException;

class RedisFailureTest {
  private static final String SENT =
      " command: (EVALSHA, cached script: redis.call('LLEN', KEYS[1])\nreturn 1), params:"
          + " [104ae65, 1, tg_commands], promise: java.util.concurrent.CompletableFuture@24f30b03[Not"
          + " completed, 1 dependents]";

  @ParameterizedTest
  @CsvSource({
    "'WRONGTYPE Operation against a key. channel: [id: 0xf67f14e5, L:/127.0.0.1:45468]SENT',"
        + " WRONGTYPE Operation against a key",
    "'Command execution timeout forSENT, Redis client: [addr=redis://127.0.0.1]',"
        + " Command execution timeout for EVALSHA",
    "'Unable to acquire connection! java.util.concurrent.CompletableFuture@1a2b[Not completed]"
        + " Increase connection pool size', Unable to acquire connection! Increase connection pool size"
  })
  void objects_of_redisson_are_left_out(String said, String message) {
    assertThat(RedisFailure.message(new RedisException(said.replace("SENT", SENT))))
        .isEqualToNormalizingWhitespace(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'NOPERM User ada has no permissions to run the ''config|get'' command', ada may not CONFIG|GET:",
    "'NOPERM User ada has no permissions to access the ''x'' key. channel: [id: 1]SENT',"
        + " ada may not EVALSHA one of the keys:",
    "'NOPERM this user has no permissions to access one of the channels used as arguments',"
        + " ada may not use one of the channels:",
    "'ERR Error running script: The user executing the script can''t run this command or"
        + " subcommand. channel: [id: 1]SENT', ada may not EVALSHA:"
  })
  void every_release_of_redis_is_understood_when_it_refuses(String said, String message) {
    assertThat(RedisFailure.message(new RedisException(said.replace("SENT", SENT)), "ada"))
        .startsWith("Redis' user " + message);
  }
}
