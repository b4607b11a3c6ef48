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

/**
 * The system on one machine: nothing unwatched, unbounded, open to the network or in plain text.
 */
class ComposeFileTest {
  private static final ComposeFile COMPOSE = ComposeFile.of("docker-compose.yml");
  private static final ComposeFile SENTINEL = ComposeFile.of("docker-compose.sentinel.yml");
  private static final Pattern SECRET =
      Pattern.compile(".*(PASSWORD|SECRET|TOKEN|API_HASH|SESSION_KEY|WEBHOOK_URL).*");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@:]*:([^@]+)@");

  /** Settings that no container is given, and why. */
  private static final Map<String, String> NOT_PASSED =
      Map.of(
          "WORKER_ID", "each replica has one of its own",
          "SESSION_NAME", "each replica takes a free one",
          "SESSION_KEY_FILE", "the key comes from .env",
          "SESSION_DIR", "the image's volume",
          "DATA_DIR", "the image's volume",
          "REDIS_CA_FILE", "of a Redis elsewhere; this one is on the same network",
          "TDLIB_LIBRARY", "baked into the image");

  @Test
  void every_service_is_watched_bounded_and_started_again() {
    assertThat(all())
        .allSatisfy(
            (name, service) -> {
              assertThat(service.has("healthcheck")).as("health check").isTrue();
              assertThat(service.path("mem_limit").asString()).isNotBlank();
              assertThat(service.path("cpus").asString()).isNotBlank();
              assertThat(service.path("stop_grace_period").asString()).isNotBlank();
              assertThat(service.path("restart").asString())
                  .isEqualTo(service.has("profiles") ? "no" : "unless-stopped");
            });
  }

  private static Map<String, JsonNode> all() {
    Map<String, JsonNode> all = new TreeMap<>(COMPOSE.services());
    all.putAll(SENTINEL.without(COMPOSE));
    return all;
  }

  @Test
  void a_worker_may_take_longer_to_stop_than_it_does() {
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
  void no_secret_stands_in_a_file() {
    for (ComposeFile file : List.of(COMPOSE, SENTINEL)) {
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
  void no_program_of_ours_is_given_the_password_of_another() {
    assertThat(COMPOSE.environment("worker").toString())
        .contains("REDIS_WORKER_PASSWORD")
        .doesNotContain("OPERATOR_PASSWORD", "SLACK", "MAIL", "GRAFANA");
    assertThat(COMPOSE.environment("cli").toString())
        .contains("REDIS_OPERATOR_PASSWORD")
        .doesNotContain("WORKER_PASSWORD");
  }

  @Test
  void the_example_of_env_has_every_variable_that_is_read() {
    Set<String> read = new TreeSet<>(SettingNames.ofProgram());
    read.addAll(SettingNames.interpolatedIn(COMPOSE.text()));
    read.addAll(SettingNames.interpolatedIn(SENTINEL.text()));
    read.addAll(SettingNames.interpolatedIn(Repository.text("src/alertmanager/alertmanager.yml")));
    read.addAll(SettingNames.interpolatedIn(Repository.text("src/prometheus/prometheus.yml")));

    assertThat(SettingNames.ofExample())
        .as(".env.example lacks a variable that something reads: add it there")
        .containsAll(read);
  }

  @Test
  void worker_and_command_line_are_given_every_setting_of_env() {
    assertThat(notGiven("worker"))
        .as("of the subcommand that changes the key alone")
        .containsExactly("SESSION_KEY_NEW");
    assertThat(notGiven("cli"))
        .as("of what answers over HTTP")
        .containsExactly("HTTP_HOST", "HTTP_PORT");
  }

  private static Set<String> notGiven(String service) {
    Set<String> missing = SettingNames.ofProgram();
    missing.removeAll(COMPOSE.environment(service).keySet());
    missing.removeAll(NOT_PASSED.keySet());
    return missing;
  }

  @Test
  void the_fleet_has_the_size_that_env_says() {
    assertThat(COMPOSE.services().get("worker").path("scale").asString())
        .isEqualTo("${WORKERS:-1}");
  }

  @Test
  void containers_cannot_write_to_their_images_nor_gain_rights() {
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
  void images_are_pinned_and_what_is_mounted_is_there() {
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

  /** Version 1 of compose, which Debian 12 has, knows no name, and passes over what deploy says. */
  @Test
  void nothing_stands_in_the_files_that_an_old_compose_refuses_or_passes_over() {
    for (ComposeFile file : List.of(COMPOSE, SENTINEL)) {
      assertThat(Repository.yaml(file.name()).propertyNames())
          .allMatch(name -> name.matches("x-.*|services|volumes"));
      assertThat(file.services().values()).noneMatch(service -> service.has("deploy"));
    }
  }

  @Test
  void volumes_have_the_names_by_which_they_are_saved() {
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

  private static void assertAccepted(Optional<ExternalTool> compose, String... verb) {
    assumeTrue(
        compose.isPresent() && run(compose.get(), verb, "version").exitCode() == 0,
        "this compose is missing, so that it was not asked about its files");

    ExternalTool.Result config =
        run(compose.get(), verb, "-f", COMPOSE.name(), "-f", SENTINEL.name(), "config", "--quiet");

    assertThat(config.exitCode()).as(config.output()).isZero();
  }

  private static ExternalTool.Result run(ExternalTool compose, String[] verb, String... arguments) {
    Map<String, String> environment = new HashMap<>(RedisUsers.passwords());
    environment.put("GRAFANA_PASSWORD", "a-password");
    String[] whole =
        Stream.of(verb, new String[] {"--env-file", ".env.example"}, arguments)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    return compose.in(Repository.ROOT).run(environment, whole);
  }
}
