package dev.tgfetcher.cli.doctor;

import static dev.tgfetcher.cli.doctor.CheckResult.Outcome.FAILED;
import static dev.tgfetcher.cli.doctor.CheckResult.Outcome.PASSED;
import static dev.tgfetcher.cli.doctor.CheckResult.Outcome.WARNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"yes,always,PASSED", "yes,everysec,PASSED", "yes,no,WARNED", "no,always,WARNED"})
  void a_restart_must_keep_the_commands(
      String appendOnly, String sync, CheckResult.Outcome outcome) {
    Map<String, String> values = Map.of("appendonly", appendOnly, "appendfsync", sync);

    assertThat(new RedisSettings(values, 0).persistence().outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"noeviction,100,PASSED", "allkeys-lru,100,FAILED", "volatile-ttl,0,WARNED"})
  void a_full_server_must_not_delete_commands(
      String policy, String most, CheckResult.Outcome outcome) {
    Map<String, String> values = Map.of("maxmemory-policy", policy, "maxmemory", most);

    assertThat(new RedisSettings(values, 0).memory().outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0,0,PASSED", "0,2,WARNED", "1,2,PASSED"})
  void a_primary_with_replicas_must_not_write_without_them(
      String atLeast, int replicas, CheckResult.Outcome outcome) {
    Map<String, String> values = Map.of("min-replicas-to-write", atLeast);

    assertThat(new RedisSettings(values, replicas).replication().outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"16777216,PASSED", "536870912,WARNED"})
  void a_server_should_refuse_elements_that_are_no_commands(
      String longest, CheckResult.Outcome outcome) {
    Map<String, String> values = Map.of("proto-max-bulk-len", longest);

    assertThat(new RedisSettings(values, 0).payloads().outcome()).isEqualTo(outcome);
  }

  @Test
  void a_server_set_for_commands_passes() throws IOException {
    try (RedisServerProcess server = start("good")) {
      assertThat(outcomes(server.url()))
          .containsEntry("redis", PASSED)
          .containsEntry("redis persistence", PASSED)
          .containsEntry("redis memory", PASSED)
          .containsEntry("redis replicas", PASSED);
    }
  }

  @Test
  void a_server_configured_as_a_cache_gets_remedies() throws IOException {
    try (RedisServerProcess server =
            start(
                "cache",
                "--appendonly",
                "no",
                "--maxmemory",
                "100mb",
                "--maxmemory-policy",
                "allkeys-lru");
        RedisServerProcess replica =
            start("replica", "--replicaof", "127.0.0.1", String.valueOf(server.port()))) {
      await().until(() -> outcomes(server.url()).get("redis replicas") == WARNED);

      assertThat(outcomes(server.url()))
          .containsEntry("redis persistence", WARNED)
          .containsEntry("redis memory", FAILED);
      assertThat(findings(server.url()))
          .extracting(CheckResult::remedy)
          .contains(
              "set appendonly yes, and appendfsync everysec or always",
              "set maxmemory-policy noeviction",
              "set min-replicas-to-write 1 and min-replicas-max-lag 10");
      assertThat(replica.isAlive()).isTrue();
    }
  }

  @Test
  void a_server_that_keeps_its_settings_to_itself_is_a_warning() throws IOException {
    try (RedisServerProcess renamed = start("renamed", "--rename-command", "CONFIG", "");
        RedisServerProcess guarded =
            start(
                "guarded", "--user", "limited", "on", ">secret", "~*", "&*", "+@all", "-config")) {
      assertThat(outcomes(renamed.url()))
          .containsEntry("redis", PASSED)
          .containsEntry("redis settings", WARNED);
      assertThat(outcomes(guarded.url().replace("//", "//limited:secret@")))
          .containsEntry("redis", PASSED)
          .containsEntry("redis settings", WARNED);
    }
  }

  private RedisServerProcess start(String name, String... options) throws IOException {
    return RedisServerProcess.start(Files.createDirectories(folder.resolve(name)), options);
  }

  private static Map<String, CheckResult.Outcome> outcomes(String url) {
    return findings(url).stream()
        .collect(Collectors.toMap(CheckResult::check, CheckResult::outcome));
  }

  private static List<CheckResult> findings(String url) {
    InstantSource clock = InstantSource.fixed(Instant.now());
    return RedisCheck.of(() -> RedisConnection.open(RedisAddress.parse(url), 1), clock);
  }
}
