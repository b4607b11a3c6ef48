package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @Test
  void a_plain_address_has_the_default_port_and_database() {
    assertThat(RedisAddress.parse("redis://localhost"))
        .isEqualTo(new RedisAddress(List.of("localhost:6379"), false, null, null, 0, null, null));
  }

  @Test
  void user_password_tls_and_database_are_parsed() {
    RedisAddress address = RedisAddress.parse("rediss://worker:p%40ss+w:rd@redis.example:7000/3");

    assertThat(address)
        .isEqualTo(
            new RedisAddress(
                List.of("redis.example:7000"), true, "worker", "p@ss+w:rd", 3, null, null));
    assertThat(address.urls()).containsExactly("rediss://redis.example:7000");
  }

  @Test
  void a_password_may_stand_alone() {
    assertThat(RedisAddress.parse("redis://:secret@localhost").password()).isEqualTo("secret");
    assertThat(RedisAddress.parse("redis://:secret@localhost").user()).isNull();
  }

  @Test
  void sentinels_are_several_hosts_and_the_name_of_the_master() {
    assertThat(RedisAddress.parse("redis-sentinel://:pw@a:26380,b/mymaster"))
        .isEqualTo(
            new RedisAddress(
                List.of("a:26380", "b:26379"), false, null, "pw", 0, "mymaster", null));
  }

  @Test
  void the_text_has_no_credentials() {
    assertThat(RedisAddress.parse("redis://u:hush@h:1/2")).hasToString("redis://h:1/2");
    assertThat(RedisAddress.parse("redis-sentinel://:hush@a,b/m"))
        .hasToString("redis-sentinel://a:26379,b:26379/m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://host:port",
        "redis://host/one",
        "redis-sentinel://a,b",
        "redis-sentinel://a,b/"
      })
  void an_invalid_address_is_refused_with_the_property_named(String url) {
    assertThatThrownBy(() -> RedisAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("REDIS_URL");
  }
}
