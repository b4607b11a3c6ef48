package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tgfetcher.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The system on one machine has health checks, limits, private ports and no plain passwords. */
class ComposeFileTest {
  private static final ComposeFile COMPOSE = ComposeFile.of("docker-compose.yml");
  private static final ComposeFile SENTINEL = ComposeFile.of("docker-compose.sentinel.yml");
  private static final ComposeFile S3 = ComposeFile.of("docker-compose.s3.yml");
  private static final Pattern SECRET =
      Pattern.compile(".*(PASSWORD|SECRET|TOKEN|API_HASH|SESSION_KEY|ACCESS_KEY|WEBHOOK_URL).*");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@:]*:([^@]+)@");

  /** Settings that no container gets, each with the reason. */
  private static final Map<String, String> NOT_PASSED =
      Map.of(
          "WORKER_ID", "each replica creates one",
          "SESSION_NAME", "each replica takes a free session",
          "SESSION_KEY_FILE", "the key comes from .env",
          "SESSION_DIR", "the image's volume",
          "DATA_DIR", "the image's volume",
          "REDIS_CA_FILE", "this Redis is on the same network",
          "TDLIB_BINDING", "the image is built without the profile tdlight",
          "TDLIB_LIBRARY", "the image has the library");

  @Test
  void every_service_has_a_health_check_limits_and_a_restart_policy() {
    assertThat(all())
        .allSatisfy(
            (name, service) -> {
              assertThat(service.has("healthcheck")).as("health check").isTrue();
              assertThat(service.path("mem_limit").asString()).isNotBlank();
              assertThat(service.path("cpus").asString()).isNotBlank();
              assertThat(service.path("stop_grace_period").asString()).isNotBlank();
              boolean runsOnce = service.has("profiles") && !name.equals("console");
              assertThat(service.path("restart").asString())
                  .isEqualTo(runsOnce ? "no" : "unless-stopped");
            });
  }

  private static Map<String, JsonNode> all() {
    Map<String, JsonNode> all = new TreeMap<>(COMPOSE.services());
    all.putAll(SENTINEL.without(COMPOSE));
    return all;
  }

  @Test
  void a_worker_has_more_time_to_stop_than_it_needs() {
    Duration shutdown = Settings.load(Map.of(), Repository.path("src")).worker().shutdownTimeout();

    assertThat(COMPOSE.grace("worker")).isGreaterThan(shutdown.plusSeconds(10));
  }

  @Test
  void ports_are_published_on_loopback_alone() {
    assertThat(all().values())
        .flatMap(service -> service.path("ports").valueStream().map(JsonNode::asString).toList())
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void no_file_contains_a_secret() {
    for (ComposeFile file : List.of(COMPOSE, SENTINEL, S3)) {
      for (String service : file.services().keySet()) {
        file.environment(service)
            .forEach(
                (name, value) -> {
                  if (value != null && SECRET.matcher(name).matches()) {
                    assertThat(value).as(name).startsWith("${");
                  }
                  if (value != null) {
                    PASSWORD_IN_URL
                        .matcher(value)
                        .results()
                        .forEach(url -> assertThat(url.group(1)).as(name).startsWith("${"));
                  }
                });
      }
    }
  }

  @Test
  void no_service_gets_the_password_of_another() {
    assertThat(COMPOSE.environment("worker").toString())
        .contains("REDIS_WORKER_PASSWORD")
        .doesNotContain("OPERATOR_PASSWORD", "SLACK", "MAIL", "GRAFANA");
    assertThat(COMPOSE.environment("cli").toString())
        .contains("REDIS_OPERATOR_PASSWORD")
        .doesNotContain("WORKER_PASSWORD");
  }

  @Test
  void the_example_of_env_has_every_variable_that_a_file_reads() {
    Set<String> read = new TreeSet<>(SettingNames.ofProgram());
    read.addAll(SettingNames.interpolatedIn(COMPOSE.text()));
    read.addAll(SettingNames.interpolatedIn(SENTINEL.text()));
    read.addAll(S3.environment("worker").keySet());
    read.addAll(SettingNames.interpolatedIn(Repository.text("src/alertmanager/alertmanager.yml")));
    read.addAll(SettingNames.interpolatedIn(Repository.text("src/prometheus/prometheus.yml")));

    assertThat(SettingNames.ofExample())
        .as(".env.example lacks a variable that something reads: add it there")
        .containsAll(read);
  }

  @Test
  void worker_and_command_line_get_every_setting() {
    assertThat(missingSettings("worker"))
        .as("only the subcommand that changes the key needs it")
        .containsExactly("SESSION_KEY_NEW");
    assertThat(missingSettings("cli"))
        .as("only the worker serves HTTP")
        .containsExactly("HTTP_HOST", "HTTP_PORT");
    assertThat(missingSettings("console"))
        .as("the token is the login of a container, whose port never changes")
        .contains("CONSOLE_PORT", "CONSOLE_USERS")
        .doesNotContain("CONSOLE_HOST", "CONSOLE_TOKEN", "CONSOLE_URL", "CONSOLE_SESSION_TTL");
  }

  private static Set<String> missingSettings(String service) {
    Set<String> missing = SettingNames.ofProgram();
    missing.removeAll(COMPOSE.environment(service).keySet());
    missing.removeAll(NOT_PASSED.keySet());
    missing.removeIf(name -> name.startsWith("CONSOLE_") && !service.equals("console"));
    return missing;
  }

  @Test
  void the_override_for_object_storage_gives_workers_and_subcommands_the_address_of_the_store() {
    assertThat(S3.without(COMPOSE)).isEmpty();
    assertThat(S3.environment("worker"))
        .isEqualTo(S3.environment("cli"))
        .containsOnlyKeys("ARCHIVE_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        .hasEntrySatisfying("ARCHIVE_URL", url -> assertThat(url).startsWith("${ARCHIVE_URL:?"));
    assertThat(COMPOSE.environment("worker"))
        .containsKeys("ARCHIVE_S3_ENDPOINT", "ARCHIVE_S3_REGION", "ARCHIVE_S3_PATH_STYLE");
  }

  @Test
  void env_sets_the_size_of_the_fleet() {
    assertThat(COMPOSE.services().get("worker").path("scale").asString())
        .isEqualTo("${WORKERS:-1}");
  }

  @Test
  void containers_cannot_write_to_their_images_or_gain_rights() {
    assertThat(COMPOSE.services())
        .allSatisfy((name, service) -> assertThat(service.path("read_only").asBoolean()).isTrue());
    assertThat(List.of("worker", "cli", "redis"))
        .allSatisfy(
            name -> {
              JsonNode service = COMPOSE.services().get(name);
              assertThat(service.path("cap_drop").toString()).contains("ALL");
              assertThat(service.path("security_opt").toString()).contains("no-new-privileges");
            });
  }

  @Test
  void images_are_pinned_and_mounted_files_exist() {
    assertThat(all())
        .allSatisfy(
            (name, service) -> {
              String image = service.path("image").asString();
              assertThat(image).matches("\\$\\{TGF_IMAGE:-tg-fetcher}|.+:v?\\d+\\.\\d+.*");
              for (JsonNode volume : service.path("volumes")) {
                String source = volume.asString().split(":", 2)[0];
                if (source.startsWith("./")) {
                  assertThat(Repository.path(source)).exists();
                } else {
                  assertThat(COMPOSE.text() + SENTINEL.text()).contains("\n  " + source + ":\n");
                }
              }
            });
  }

  /** Compose 1.29, which Debian 12 has, refuses the key "name", and ignores the key "deploy". */
  @Test
  void the_files_have_no_key_that_an_old_compose_refuses_or_ignores() {
    for (ComposeFile file : List.of(COMPOSE, SENTINEL, S3)) {
      assertThat(Repository.yaml(file.name()).propertyNames())
          .allMatch(name -> name.matches("x-.*|services|volumes"));
      assertThat(file.services().values()).noneMatch(service -> service.has("deploy"));
    }
  }

  @Test
  void the_backup_names_the_volumes() {
    String project = SettingNames.valueInExample("COMPOSE_PROJECT_NAME");

    assertThat(Runbook.of("backup").text())
        .contains("--volume " + project + "_archive:/from", "--volume " + project + "_redis:/from");
  }

  @Test
  void compose_accepts_the_files() {
    assertAccepted(ExternalTool.found("docker"), "compose");
  }

  @Test
  void the_old_compose_accepts_the_files() {
    assertAccepted(ExternalTool.found("docker-compose"));
  }

  private static void assertAccepted(Optional<ExternalTool> compose, String... subcommand) {
    assumeTrue(
        compose.isPresent() && run(compose.get(), subcommand, "version").exitCode() == 0,
        "this compose is missing, so it did not check the files");

    ExternalTool.Result config =
        run(
            compose.get(),
            subcommand,
            "-f",
            COMPOSE.name(),
            "-f",
            SENTINEL.name(),
            "-f",
            S3.name(),
            "config",
            "--quiet");

    assertThat(config.exitCode()).as(config.output()).isZero();
  }

  private static ExternalTool.Result run(
      ExternalTool compose, String[] subcommand, String... arguments) {
    Map<String, String> environment = new HashMap<>(RedisUsers.passwords());
    environment.put("GRAFANA_PASSWORD", "a-password");
    environment.put("ARCHIVE_URL", "s3://bucket/archive");
    String[] whole =
        Stream.of(subcommand, new String[] {"--env-file", ".env.example"}, arguments)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    return compose.in(Repository.ROOT).run(environment, whole);
  }
}
