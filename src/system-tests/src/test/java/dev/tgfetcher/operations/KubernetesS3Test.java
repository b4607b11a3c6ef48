package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The overlay for an archive in object storage has no shared volume for the archive. */
class KubernetesS3Test {
  private static final String OVERLAY = "src/k8s/overlays/s3";
  private static final JsonNode KUSTOMIZATION = Repository.yaml(OVERLAY + "/kustomization.yaml");
  private static final JsonNode WORKER = Repository.yaml(OVERLAY + "/worker.yaml");
  private static final JsonNode CLI = Repository.yaml("src/k8s/cli-s3.yaml");

  @Test
  void it_changes_the_overlay_production_by_its_own_files() {
    assertThat(KUSTOMIZATION.at("/resources/0").asString()).isEqualTo("../production");
    assertThat(KUSTOMIZATION.get("patches").valueStream().map(p -> p.get("path").asString()))
        .containsExactlyInAnyOrderElementsOf(
            Repository.files(OVERLAY, ".yaml").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("kustomization.yaml"))
                .toList());
  }

  @Test
  void the_program_or_its_library_reads_every_variable() {
    Set<String> known = SettingNames.ofExample();
    JsonNode literals = KUSTOMIZATION.at("/configMapGenerator/0/literals");

    assertThat(literals.valueStream().map(literal -> literal.asString().split("=", 2)[0]))
        .containsExactly("ARCHIVE_URL", "ARCHIVE_S3_REGION")
        .isSubsetOf(known);
    for (JsonNode pod : List.of(WORKER.at("/spec/template/spec"), CLI.get("spec"))) {
      for (JsonNode variable : pod.at("/containers/0/env")) {
        if (!variable.get("name").asString().equals("REDIS_URL")) {
          assertThat(known).contains(variable.get("name").asString());
        }
      }
    }
  }

  @Test
  void credentials_come_from_a_secret_that_the_documents_describe() {
    List<JsonNode> references =
        Stream.of(WORKER, CLI)
            .flatMap(resource -> resource.findValues("secretKeyRef").stream())
            .filter(reference -> reference.get("name").asString().equals("tg-fetcher-s3"))
            .toList();

    assertThat(references).hasSize(4);
    for (JsonNode reference : references) {
      String key = reference.get("key").asString();
      assertThat(Repository.text(OVERLAY + "/kustomization.yaml")).contains(key);
      assertThat(Repository.text("runbooks/deploy.md")).contains("tg-fetcher-s3", key);
    }
  }

  @Test
  void the_pod_for_subcommands_is_the_ordinary_one_without_the_volume() {
    JsonNode ordinary = Repository.yaml("src/k8s/cli.yaml");

    assertThat(ResourceSchemas.problems(CLI)).isEmpty();
    assertThat(CLI.toString()).doesNotContain("\"claimName\":\"archive\"");
    assertThat(CLI.get("metadata")).isEqualTo(ordinary.get("metadata"));
    assertThat(CLI.at("/spec/securityContext")).isEqualTo(ordinary.at("/spec/securityContext"));
    for (String part :
        List.of("image", "command", "resources", "securityContext", "volumeMounts")) {
      assertThat(CLI.at("/spec/containers/0/" + part))
          .isEqualTo(ordinary.at("/spec/containers/0/" + part));
    }
    assertThat(CLI.at("/spec/containers/0/env").valueStream())
        .containsAll(ordinary.at("/spec/containers/0/env"));
  }

  @Test
  void kustomize_builds_it_without_a_volume_for_the_archive() {
    Map<String, JsonNode> built = build();

    assertThat(built.values())
        .allSatisfy(resource -> assertThat(ResourceSchemas.problems(resource)).isEmpty());
    assertThat(built)
        .containsKeys("PersistentVolumeClaim/sessions", "Deployment/worker")
        .doesNotContainKey("PersistentVolumeClaim/archive");
    JsonNode pod = built.get("Deployment/worker").at("/spec/template/spec");
    assertThat(new TreeSet<>(pod.findValuesAsString("claimName"))).containsExactly("sessions");
    assertThat(
            pod.get("volumes")
                .valueStream()
                .filter(volume -> volume.get("name").asString().equals("archive")))
        .singleElement()
        .satisfies(volume -> assertThat(volume.has("emptyDir")).isTrue());
    assertThat(names(pod.at("/containers/0/env")))
        .contains("REDIS_URL", "SESSION_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    assertThat(built.keySet().stream().filter(name -> name.startsWith("ConfigMap/")))
        .singleElement()
        .satisfies(
            name ->
                assertThat(built.get(name).get("data").propertyNames())
                    .contains("ARCHIVE_URL", "ARCHIVE_S3_REGION", "SHUTDOWN_TIMEOUT"));
  }

  private static Set<String> names(JsonNode variables) {
    return variables
        .valueStream()
        .map(variable -> variable.get("name").asString())
        .collect(Collectors.toSet());
  }

  /** The resources of the overlay by kind and name. */
  private static Map<String, JsonNode> build() {
    ExternalTool kubectl =
        ExternalTool.found("kubectl")
            .orElseGet(() -> abort("kubectl is missing, so this test did not run"));
    ExternalTool.Result result = kubectl.run("kustomize", Repository.path(OVERLAY).toString());
    assertThat(result.exitCode()).as(result.output()).isZero();
    return Repository.documents(result.output()).stream()
        .collect(
            Collectors.toMap(
                resource ->
                    resource.get("kind").asString()
                        + "/"
                        + resource.at("/metadata/name").asString(),
                resource -> resource,
                (a, b) -> a,
                TreeMap::new));
  }
}
