package dev.tgfetcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.archive.location.ArchiveLocation;
import dev.tgfetcher.archive.s3.BucketLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void the_defaults_are_those_of_the_contract() {
    Settings settings = Settings.load(Map.of(), folder);

    assertThat(settings.redis().redisUrl()).isEqualTo("redis://localhost:6379");
    assertThat(settings.redis().commandsQueue()).isEqualTo("tg_commands");
    assertThat(settings.redis().eventsChannel()).isEqualTo("tg_events");
    assertThat(settings.redis().serviceName()).isEqualTo("tg_fetcher");
    assertThat(settings.redis().queueDelivery()).isEqualTo(RedisConfig.Delivery.AT_LEAST_ONCE);
    assertThat(settings.session().sessionDir()).isEqualTo(Path.of("./sessions"));
    assertThat(settings.session().sessionName()).isEmpty();
    assertThat(settings.session().tdlibBinding()).isEqualTo("json");
    assertThat(settings.archive().dataDir()).isEqualTo(Path.of("./data"));
    assertThat(settings.archive().archiveRevisions()).isEqualTo(5);
    assertThat(settings.archive().archivePublicUrl()).isEmpty();
    assertThat(settings.archiveLocation())
        .isEqualTo(new ArchiveLocation(Path.of("./data"), 5, Optional.empty()));
    assertThat(settings.archive().fetchReactors()).isFalse();
    assertThat(settings.archive().forceRefetch()).isFalse();
    assertThat(settings.retry().maxRetryAttempts()).isEqualTo(3);
    assertThat(settings.retry().retryBaseDelay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.retry().retryMaxDelay()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.retry().deadLettersHighWater()).isEqualTo(1000);
    assertThat(settings.worker().workerConcurrency()).isEqualTo(1);
    assertThat(settings.worker().shutdownTimeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.worker().tdlibRecycleAfter()).isEqualTo(100_000);
    assertThat(settings.worker().messagesPerRequest()).isEqualTo(200);
    assertThat(settings.worker().lowPriorityEvery()).isEqualTo(5);
    assertThat(settings.worker().dedupTtl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.worker().workerId()).isEmpty();
    assertThat(settings.console().consoleHost()).isEqualTo("127.0.0.1");
    assertThat(settings.console().consolePort()).isEqualTo(8090);
    assertThat(settings.console().consoleToken()).isEmpty();
    assertThat(settings.console().consoleUsers()).isEmpty();
    assertThat(settings.console().consoleUserHeader()).isEmpty();
    assertThat(settings.console().consoleProxies()).isEmpty();
    assertThat(settings.console().consoleSessionTtl()).isEqualTo(Duration.ofHours(8));
    assertThat(settings.log().logLevel()).isEqualTo(LogConfig.Level.INFO);
    assertThat(settings.log().logFormat()).isEmpty();
  }

  @Test
  void every_name_of_the_environment_is_read() {
    Settings settings = everySettingGiven();

    assertThat(settings.redis().redisUrl()).isEqualTo("rediss://redis.example:7000");
    assertThat(settings.redis().commandsQueue()).isEqualTo("my_commands");
    assertThat(settings.redis().eventsChannel()).isEqualTo("my_events");
    assertThat(settings.redis().serviceName()).isEqualTo("my_fetcher");
    assertThat(settings.redis().queueDelivery()).isEqualTo(RedisConfig.Delivery.AT_MOST_ONCE);
    assertThat(settings.session().telegramApiId()).hasValue(17);
    assertThat(settings.session().telegramApiHash()).contains("0123456789abcdef");
    assertThat(settings.session().telegramPhone()).contains("+79990000001");
    assertThat(settings.session().telegramProxy()).contains("socks5://127.0.0.1:1080");
    assertThat(settings.session().sessionDir()).isEqualTo(Path.of("/var/sessions"));
    assertThat(settings.session().sessionName()).contains("second");
    assertThat(settings.session().sessionKey()).contains("a long key");
    assertThat(settings.session().sessionKeyFile()).contains(Path.of("/run/secrets/key"));
    assertThat(settings.session().tdlibBinding()).isEqualTo("tdlight");
    assertThat(settings.session().tdlibLibrary()).contains(Path.of("/usr/lib/libtdjson.so"));
    assertThat(settings.archive().dataDir()).isEqualTo(Path.of("/var/archive"));
    assertThat(settings.archive().archiveRevisions()).isEqualTo(2);
    assertThat(settings.archiveLocation())
        .isEqualTo(
            new ArchiveLocation(
                Path.of("/var/archive"),
                2,
                Optional.of(
                    new BucketLocation(
                        "bucket",
                        "archive",
                        Optional.of(URI.create("https://objects.example")),
                        Optional.of("eu-central-1"),
                        true))));
    assertThat(settings.archive().archivePublicUrl())
        .contains(URI.create("https://files.example/archive"));
    assertThat(settings.archive().fetchReactors()).isTrue();
    assertThat(settings.archive().forceRefetch()).isTrue();
  }

  @Test
  void every_name_of_the_workers_environment_is_read() {
    Settings settings = everySettingGiven();

    assertThat(settings.retry().maxRetryAttempts()).isEqualTo(7);
    assertThat(settings.retry().retryBaseDelay()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.retry().retryMaxDelay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.retry().deadLettersHighWater()).isEqualTo(50);
    assertThat(settings.worker().workerId()).contains("w1");
    assertThat(settings.worker().workerConcurrency()).isEqualTo(4);
    assertThat(settings.worker().tdlibRecycleAfter()).isEqualTo(5);
    assertThat(settings.worker().messagesPerRequest()).isEqualTo(150);
    assertThat(settings.worker().lowPriorityEvery()).isEqualTo(10);
    assertThat(settings.worker().dedupTtl()).isZero();
    assertThat(settings.worker().shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.log().logLevel()).isEqualTo(LogConfig.Level.DEBUG);
    assertThat(settings.log().logFormat()).contains(LogConfig.Format.TEXT);
  }

  @Test
  void every_name_of_the_consoles_environment_is_read() {
    ConsoleConfig console = everySettingGiven().console();

    assertThat(console.consoleHost()).isEqualTo("::1");
    assertThat(console.consolePort()).isEqualTo(9000);
    assertThat(console.consoleToken()).contains("a token of the console");
    assertThat(console.consoleUsers()).contains(Path.of("/run/secrets/users"));
    assertThat(console.consoleUserHeader()).contains("X-Forwarded-User");
    assertThat(console.consoleProxies()).contains(List.of("10.0.0.5", "10.0.0.6"));
    assertThat(console.consoleUrl()).contains(URI.create("https://console.example"));
    assertThat(console.consoleSessionTtl()).isEqualTo(Duration.ofHours(1));
  }

  private Settings everySettingGiven() {
    return Settings.load(
        Map.ofEntries(
            Map.entry("CONSOLE_HOST", "::1"),
            Map.entry("CONSOLE_PORT", "9000"),
            Map.entry("CONSOLE_TOKEN", "a token of the console"),
            Map.entry("CONSOLE_USERS", "/run/secrets/users"),
            Map.entry("CONSOLE_USER_HEADER", "X-Forwarded-User"),
            Map.entry("CONSOLE_PROXIES", "10.0.0.5,10.0.0.6"),
            Map.entry("CONSOLE_URL", "https://console.example"),
            Map.entry("CONSOLE_SESSION_TTL", "1h"),
            Map.entry("REDIS_URL", "rediss://redis.example:7000"),
            Map.entry("COMMANDS_QUEUE", "my_commands"),
            Map.entry("EVENTS_CHANNEL", "my_events"),
            Map.entry("EVENTS_FORMAT", "cloudevents"),
            Map.entry("SERVICE_NAME", "my_fetcher"),
            Map.entry("QUEUE_DELIVERY", "at-most-once"),
            Map.entry("TELEGRAM_API_ID", "17"),
            Map.entry("TELEGRAM_API_HASH", "0123456789abcdef"),
            Map.entry("TELEGRAM_PHONE", "+79990000001"),
            Map.entry("TELEGRAM_PROXY", "socks5://127.0.0.1:1080"),
            Map.entry("SESSION_DIR", "/var/sessions"),
            Map.entry("SESSION_NAME", "second"),
            Map.entry("SESSION_KEY", "a long key"),
            Map.entry("SESSION_KEY_FILE", "/run/secrets/key"),
            Map.entry("TDLIB_BINDING", "tdlight"),
            Map.entry("TDLIB_LIBRARY", "/usr/lib/libtdjson.so"),
            Map.entry("DATA_DIR", "/var/archive"),
            Map.entry("ARCHIVE_URL", "s3://bucket/archive"),
            Map.entry("ARCHIVE_S3_ENDPOINT", "https://objects.example"),
            Map.entry("ARCHIVE_S3_REGION", "eu-central-1"),
            Map.entry("ARCHIVE_S3_PATH_STYLE", "true"),
            Map.entry("ARCHIVE_REVISIONS", "2"),
            Map.entry("ARCHIVE_PUBLIC_URL", "https://files.example/archive"),
            Map.entry("FETCH_REACTORS", "true"),
            Map.entry("FORCE_REFETCH", "true"),
            Map.entry("MAX_RETRY_ATTEMPTS", "7"),
            Map.entry("RETRY_BASE_DELAY", "500ms"),
            Map.entry("RETRY_MAX_DELAY", "2m"),
            Map.entry("DEAD_LETTERS_HIGH_WATER", "50"),
            Map.entry("WORKER_ID", "w1"),
            Map.entry("WORKER_CONCURRENCY", "4"),
            Map.entry("TDLIB_RECYCLE_AFTER", "5"),
            Map.entry("MESSAGES_PER_REQUEST", "150"),
            Map.entry("LOW_PRIORITY_EVERY", "10"),
            Map.entry("DEDUP_TTL", "0s"),
            Map.entry("SHUTDOWN_TIMEOUT", "10s"),
            Map.entry("LOG_LEVEL", "debug"),
            Map.entry("LOG_FORMAT", "text")),
        folder);
  }

  @Test
  void the_environment_overrides_dot_env_which_overrides_yaml() throws IOException {
    Files.writeString(
        folder.resolve("application.yaml"),
        "SERVICE_NAME: yaml\ncommands-queue: yaml_queue\nEVENTS_CHANNEL: yaml_events\n");
    Files.writeString(
        folder.resolve(".env"), "# mine\nSERVICE_NAME=\"dot env\"\nEVENTS_CHANNEL='dot_events'\n");

    Settings settings = Settings.load(Map.of("SERVICE_NAME", "environment"), folder);

    assertThat(settings.redis().serviceName()).isEqualTo("environment");
    assertThat(settings.redis().eventsChannel()).isEqualTo("dot_events");
    assertThat(settings.redis().commandsQueue()).isEqualTo("yaml_queue");
  }

  @Test
  void a_key_in_dot_env_keeps_its_backslashes() throws IOException {
    Files.writeString(folder.resolve(".env"), "SESSION_KEY=a\\b#c=d e\n");

    assertThat(Settings.load(Map.of(), folder).session().sessionKey()).contains("a\\b#c=d e");
  }

  @Test
  void all_problems_are_reported_together_with_their_settings() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Map.of(
                        "WORKER_CONCURRENCY", "0",
                        "RETRY_MAX_DELAY", "1s",
                        "REDIS_URL", "http://localhost"),
                    folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("WORKER_CONCURRENCY must be at least 1: 0")
        .hasMessageContaining("RETRY_MAX_DELAY must not be shorter than RETRY_BASE_DELAY: 1s < 4s")
        .hasMessageContaining("REDIS_URL must start with redis://");
  }

  @Test
  void a_value_of_the_wrong_type_is_reported_with_its_setting() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Map.of("SHUTDOWN_TIMEOUT", "soon", "MAX_RETRY_ATTEMPTS", "many"), folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SHUTDOWN_TIMEOUT")
        .hasMessageContaining("write it like 500ms, 25s, 10m, 2h or 1d")
        .hasMessageContaining("MAX_RETRY_ATTEMPTS");
  }

  @Test
  void an_empty_value_means_the_default() throws IOException {
    Files.writeString(folder.resolve(".env"), "SERVICE_NAME=mine\nTELEGRAM_PROXY=http://p:1\n");

    Settings settings =
        Settings.load(
            Map.of(
                "SERVICE_NAME", "",
                "TELEGRAM_PROXY", " ",
                "REDIS_URL", "",
                "DEDUP_TTL", "",
                "RATE_LIMIT_HISTORY", "",
                "DATA_DIR", ""),
            folder);

    assertThat(settings.redis().serviceName()).isEqualTo("tg_fetcher");
    assertThat(settings.session().telegramProxy()).isEmpty();
    assertThat(settings.redis().redisUrl()).isEqualTo("redis://localhost:6379");
    assertThat(settings.worker().dedupTtl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.archive().dataDir()).isEqualTo(Path.of("./data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TELEGRAM_API_ID | -3                     | must be at least 1: -3
          LOW_PRIORITY_EVERY   | 1                 | must be at least 2: 1
          MESSAGES_PER_REQUEST | 201               | must be from 1 to 200: 201
          HTTP_PORT       | 65536                  | must be from 0 to 65535: 65536
          COMMANDS_QUEUE  | {a}b                   | must be 1 to 200 of
          EVENTS_CHANNEL  | a b                    | must be 1 to 200 of
          WORKER_ID       | a b{}                  | must be 1 to 128 of
          SESSION_NAME    | ../x                   | a session is called by
          REDIS_URL       | redis://127.0.0.1:99999 | an invalid port
          REDIS_URL       | redis://host/abc       | must end in a database number: 'abc'
          LOKI_URL        | loki                   | must be like http://host:port: 'loki'
          ARCHIVE_URL     | https://bucket/x       | ARCHIVE_URL must be like s3://bucket/prefix: 'https
          ARCHIVE_URL     | s3://Bucket            | ARCHIVE_URL must be like s3://bucket/prefix: 's3
          ARCHIVE_S3_ENDPOINT | objects.example    | must be like http://host:port: 'objects
          ARCHIVE_PUBLIC_URL | files.example       | must be like https://files.example/archive: 'files
          ARCHIVE_PUBLIC_URL | ftp://files.example | must be like https://files.example/archive: 'ftp
          ARCHIVE_PUBLIC_URL | https:///archive    | must be like https://files.example/archive: 'https
          ARCHIVE_PUBLIC_URL | https://a b/        | Illegal character in authority at index 8: https://a b/
          ARCHIVE_PUBLIC_URL | https://u:p@files.example/ | must have no user, no query
          ARCHIVE_PUBLIC_URL | https://files.example/?a=b | must have no user, no query
          FORCE_REFETCH   | maybe                  | 'maybe' is neither true nor false
          LOG_LEVEL       | LOUD                   | 'LOUD' is none of
          EVENTS_FORMAT   | avro                   | 'avro' is none of
          QUEUE_DELIVERY  | once                   | 'once' is none of
          """)
  void an_invalid_value_is_reported_with_its_setting(String name, String value, String problem) {
    assertThatThrownBy(() -> Settings.load(Map.of(name, value), folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("dev.tgfetcher", "SRCFG")
        .hasMessageNotContaining("\n");
  }
}
