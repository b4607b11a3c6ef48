package dev.tgfetcher.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.ShippedUsers;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights of the users of {@code users.acl}, and of users that lack one. */
class RightsCheckTest {
  private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('([A-Z]+)'");

  @TempDir static Path folder;
  private static RedisServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = ShippedUsers.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static CheckResult check(String user) {
    String url = ShippedUsers.url(server, user);
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(url), 0)) {
      return RightsCheck.of(redis, RedisKeys.DEFAULT);
    }
  }

  @ParameterizedTest
  @CsvSource({"worker, a worker", "operator, an operator"})
  void a_user_of_the_shipped_file_has_its_rights(String user, String role) {
    CheckResult result = check(user);

    assertThat(result.detail()).isEqualTo("user " + user + " may work as " + role);
    assertThat(result.hasFailed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-blmove, BLMOVE",
    "-evalsha, EVALSHA",
    "-xadd -hset, 'run HSET, run XADD'",
    "-publish, run PUBLISH",
    "-subscribe, SUBSCRIBE"
  })
  void a_missing_command_is_named(String rule, String refused) {
    server.send("ACL SETUSER poor reset on >pw &* ~* +@all " + rule);

    CheckResult result = check("poor");

    assertThat(result.hasFailed()).isTrue();
    assertThat(result.detail()).isEqualTo("user poor may not " + refused);
    assertThat(result.remedy()).contains("src/redis/users.acl");
  }

  @Test
  void a_missing_key_is_named() {
    server.send(
        "ACL SETUSER poor reset on >pw &* +@all ~tg_commands ~tg_commands:low ~{tg_commands}:* ~tg_commands:failed"
            + " ~tg_events:stream ~tg_dedup:* ~tg_lock:* ~tg_username:* ~redisson_lock_token:*");

    assertThat(check("poor").detail())
        .isEqualTo("user poor may not use the key tg_limit:*:*, use the key tg_flood:*:*");
  }

  @Test
  void the_check_leaves_nothing_behind() {
    server.send("FLUSHALL");

    check("worker");

    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 0)) {
      assertThat(redis.commands().getKeys().count()).isZero();
    }
  }

  @Test
  void every_command_of_the_scripts_is_checked() throws IOException {
    Set<String> calls = new TreeSet<>();
    for (String module : List.of("../fetcher-worker", ".")) {
      try (Stream<Path> files = Files.walk(Path.of(module, "src/main/resources"))) {
        for (Path script : files.filter(file -> file.toString().endsWith(".lua")).toList()) {
          CALL.matcher(Files.readString(script))
              .results()
              .map(call -> call.group(1))
              .forEach(calls::add);
        }
      }
    }

    assertThat(RightsCheck.COMMANDS).containsAll(calls);
  }
}
