package dev.tgfetcher.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.telegram.library.TdlibBuild;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class DoctorSubcommandTest {
  @TempDir private Path directory;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    shell =
        new CommandLineRunner(directory)
            .with("REDIS_URL", redis.url())
            .with("DATA_DIR", directory.resolve("data").toString())
            .with("SESSION_DIR", directory.resolve("sessions").toString())
            .with("TDLIB_LIBRARY", directory.resolve("libtdjson.so").toString());
  }

  @Test
  void missing_requirements_are_reported_with_their_remedies() {
    CommandLineRunner.Result result = shell.run("doctor");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("passed  java ")
        .contains("failed  tdlib ")
        .contains("TELEGRAM_API_ID and TELEGRAM_API_HASH not set")
        .contains("run: tg-fetcher login")
        .contains("passed  redis ")
        .contains("passed  data directory ");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void tdlib_is_named_by_its_version_and_binding() throws Exception {
    Path library = TdlibProvisioner.ofThisMachine(Map.of(), line -> {}).provide();

    assertThat(shell.with("TDLIB_LIBRARY", library.toString()).run("doctor").out())
        .contains("passed  tdlib ")
        .contains("TDLib " + TdlibBuild.VERSION + " by the JSON interface: " + library);
    assertThat(shell.with("TDLIB_BINDING", "tdlight").run("doctor").out())
        .contains("failed  tdlib ")
        .contains("TDLIB_BINDING=tdlight: this build has no module telegram-client-tdlight");
  }

  @Test
  void json_has_every_finding_and_a_score() throws Exception {
    Files.createDirectories(directory.resolve("sessions/main"));
    Files.createFile(directory.resolve("sessions/main/td.binlog"));

    CommandLineRunner.Result result =
        shell
            .with("TELEGRAM_API_ID", "1")
            .with("TELEGRAM_API_HASH", "hash")
            .run("doctor", "--output", "json");

    JsonNode report = Json.MAPPER.readTree(result.out());
    assertThat(outcome(report, "session")).isEqualTo("passed");
    assertThat(outcome(report, "telegram application")).isEqualTo("warned");
    assertThat(outcome(report, "tdlib")).isEqualTo("failed");
    assertThat(outcome(report, "redis")).isEqualTo("passed");
    assertThat(report.path("score").asInt()).isBetween(1, 99);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void clocks_that_disagree_are_a_warning() {
    // The shell's clock stands still in the past.
    assertThat(shell.run("doctor").out()).contains("warned  clock ").contains("NTP");
  }

  @Test
  void a_redis_that_is_away_fails() {
    CommandLineRunner.Result result = shell.run("doctor", "--redis-url", "redis://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("failed  redis ").contains("start it, or set REDIS_URL");
  }

  @Test
  void a_cluster_fails_and_other_subcommands_refuse_it_as_well() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("cluster"));
    try (RedisServerProcess cluster =
        RedisServerProcess.start(folder, "--cluster-enabled", "yes")) {
      cluster.takeAllSlots();

      assertThat(shell.run("doctor", "--redis-url", cluster.url()).out())
          .contains("failed  redis ", cluster.url() + " is a cluster (CROSSSLOT")
          .contains("set REDIS_URL to a server without cluster mode, or to sentinels");
      CommandLineRunner.Result push =
          shell.run("push", "a_chat", "--days", "1", "--redis-url", cluster.url());
      assertThat(push.exitCode()).isEqualTo(4);
      assertThat(push.err()).contains("is a cluster");
    }
  }

  @Test
  void a_wrong_configuration_fails() {
    assertThat(shell.with("WORKER_CONCURRENCY", "0").run("doctor").out())
        .contains("failed  configuration ")
        .contains("WORKER_CONCURRENCY");
  }

  @Test
  void a_data_directory_that_is_a_file_fails() throws Exception {
    Files.createFile(directory.resolve("data"));

    assertThat(shell.run("doctor").out()).contains("failed  data directory ");
  }

  @Test
  void sessions_in_quarantine_or_open_to_others_are_reported() throws Exception {
    for (String name : new String[] {"main", "second"}) {
      Path session = Files.createDirectories(directory.resolve("sessions").resolve(name));
      Files.createFile(session.resolve("td.binlog"));
    }
    new SessionQuarantine("401", CommandLineRunner.NOW).mark(directory.resolve("sessions/second"));

    assertThat(shell.run("doctor").out())
        .contains("warned  session ", "in quarantine: second", "login --session second")
        .contains("other users can read", "chmod 700");
    new SessionQuarantine("401", CommandLineRunner.NOW).mark(directory.resolve("sessions/main"));
    assertThat(shell.run("doctor").out()).contains("all in quarantine: main, second");
  }

  @Test
  void a_frozen_account_fails_and_beside_a_usable_one_it_is_a_warning() throws Exception {
    for (String name : new String[] {"main", "second"}) {
      Path session = Files.createDirectories(directory.resolve("sessions").resolve(name));
      Files.createFile(session.resolve("td.binlog"));
    }
    AccountFreeze freeze =
        new AccountFreeze(
            Instant.parse("2025-11-07T10:00:00Z"),
            Instant.parse("2025-12-07T10:00:00Z"),
            "https://t.me/spambot");
    SessionQuarantine mark = SessionQuarantine.frozen(freeze, CommandLineRunner.NOW);
    mark.mark(directory.resolve("sessions/second"));

    assertThat(shell.run("doctor").out())
        .contains("warned  session ", "main in ", "second: the account is frozen since 2025-11-07")
        .contains("appeal at https://t.me/spambot");
    mark.mark(directory.resolve("sessions/main"));
    assertThat(shell.run("doctor").out())
        .contains("failed  session ", "main: the account is frozen");
  }

  @Test
  void secrets_that_others_can_read_are_a_warning() throws Exception {
    Path file = Files.writeString(directory.resolve(".env"), "SESSION_KEY=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(shell.run("doctor").out()).contains("warned  secrets file", "chmod 600");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(shell.run("doctor").out()).contains("passed  secrets file");
  }

  @Test
  void configured_services_are_tried() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRunner.Result result =
          shell
              .with("HTTP_PORT", String.valueOf(taken.getLocalPort()))
              .with("PUSHGATEWAY_URL", "http://127.0.0.1:1")
              .with("SHUTDOWN_TIMEOUT", "1s")
              .run("doctor");

      assertThat(result.out())
          .contains("warned  http port", "set HTTP_PORT to another port")
          .contains("warned  pushgateway", "127.0.0.1:1 does not answer")
          .contains("warned  shutdown", "SHUTDOWN_TIMEOUT is 1s");
    }
  }

  @Test
  void configured_targets_must_answer() throws Exception {
    try (ServerSocket loki = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRunner.Result result =
          shell
              .with("LOKI_URL", "http://127.0.0.1:" + loki.getLocalPort())
              .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
              .with("PUSHGATEWAY_URL", "localhost:9091")
              .run("doctor");

      assertThat(result.out())
          .contains("passed  loki ", "127.0.0.1:" + loki.getLocalPort())
          .contains("warned  span collector", "127.0.0.1:1 does not answer")
          .contains("correct OTEL_EXPORTER_OTLP_ENDPOINT, or unset it")
          .contains("failed  pushgateway", "write PUSHGATEWAY_URL=http://<host>:<port>");
    }
  }

  @Test
  void a_name_that_another_program_uses_fails(TestRedis redis) {
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().queue(), StringCodec.INSTANCE)
        .set("theirs");

    assertThat(shell.with("COMMANDS_QUEUE", redis.keys().queue()).run("doctor").out())
        .contains("failed  queue names", "should be a LIST", "COMMANDS_QUEUE");
    assertThat(shell.with("COMMANDS_QUEUE", "a{b}").run("doctor").out())
        .contains("failed  configuration", "COMMANDS_QUEUE must be");
  }

  @Test
  void a_proxy_that_does_not_answer_fails() {
    assertThat(shell.with("TELEGRAM_PROXY", "socks5://127.0.0.1:1").run("doctor").out())
        .contains("failed  telegram proxy", "127.0.0.1:1 does not answer", "TELEGRAM_PROXY");
  }

  @Test
  void a_data_directory_that_cannot_be_made_fails() {
    assertThat(shell.with("DATA_DIR", "/proc/no/data").run("doctor").out())
        .contains("failed  data directory", "/proc/no/data cannot be made");
  }

  @Test
  void a_misspelt_setting_is_named_with_the_one_that_is_meant() throws Exception {
    Files.writeString(directory.resolve(".env"), "REDIS_URI=x\nCOMPOSE_PROJECT=mine\n");

    assertThat(shell.with("DEDUP_TLL", "1m").with("HTTP_PROXY", "x").run("doctor").out())
        .contains("warned  setting names")
        .contains("REDIS_URI is no setting; did you mean REDIS_URL?")
        .contains("DEDUP_TLL is no setting; did you mean DEDUP_TTL?")
        .doesNotContain("COMPOSE_PROJECT", "HTTP_PROXY");
  }

  @Test
  void sick_workers_frozen_accounts_and_commands_under_another_key_are_named(TestRedis redis) {
    String wrongKey = redis.keys().queue() + "s";
    redis
        .connection()
        .commands()
        .getList(wrongKey, StringCodec.INSTANCE)
        .add("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}");
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat(
            "stuck-1-abcdef",
            "nonce",
            Duration.ofMinutes(5),
            Map.of("health", "DATA_DIR is full", "http", "127.0.0.1:8080", "frozen", "[{}]"));

    String out = shell.with("COMMANDS_QUEUE", redis.keys().queue()).run("doctor").out();
    redis.connection().commands().getKeys().delete(wrongKey);

    assertThat(out)
        .contains("failed  workers", "stuck-1-abcdef: DATA_DIR is full, see http://127.0.0.1:8080")
        .contains("warned  accounts", "frozen accounts of stuck-1-abcdef")
        .contains("warned  other lists", wrongKey + ", which no worker reads");
  }

  private static String outcome(JsonNode report, String check) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(result -> result.path("check").asString().equals(check))
        .map(result -> result.path("outcome").asString())
        .findFirst()
        .orElse("none");
  }
}
