package dev.tgfetcher.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar brings no Redis client and no native library to an analyzer. */
class ClasspathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.redisson.Redisson",
        "redis.clients.jedis.Jedis",
        "io.lettuce.core.RedisClient",
        "io.netty.channel.Channel",
        "com.sun.jna.Native"
      })
  void no_redis_client_and_no_native_binding_is_on_the_classpath(String className) {
    assertThatThrownBy(() -> Class.forName(className)).isInstanceOf(ClassNotFoundException.class);
  }
}
