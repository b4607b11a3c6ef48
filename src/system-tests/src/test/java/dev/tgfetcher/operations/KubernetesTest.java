package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tgfetcher.config.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources for Kubernetes are valid, and their references are right. */
class KubernetesTest {
  private static final String BASE = "src/k8s/base";
  private static final String OVERLAY = "src/k8s/overlays/production";

  /** By kind and name. */
  private static final Map<String, JsonNode> RESOURCES =
      files(BASE)
          .map(Repository::documents)
          .flatMap(List::stream)
          .collect(Collectors.toMap(KubernetesTest::name, r -> r, (a, b) -> a, TreeMap::new));

  private static final JsonNode CLI = Repository.yaml("src/k8s/cli.yaml");

  private static Stream<Path> files(String folder) {
    return Repository.files(folder, ".yaml").stream()
        .filter(file -> !file.endsWith("kustomization.yaml"));
  }

  private static String name(JsonNode resource) {
    return resource.path("kind").asString() + "/" + resource.at("/metadata/name").asString();
  }

  private static JsonNode resource(String name) {
    return RESOURCES.get(name);
  }

  @Test
  void every_resource_is_valid() {
    assertThat(RESOURCES.values())
        .hasSizeGreaterThan(10)
        .allSatisfy(resource -> assertThat(ResourceSchemas.problems(resource)).isEmpty());
  }

  @Test
  void a_mistyped_field_is_found() {
    ObjectNode worker = (ObjectNode) resource("Deployment/worker").deepCopy();
    ((ObjectNode) worker.at("/spec/template/spec")).put("terminationGracePeriod", 45);
    ObjectNode scaled = (ObjectNode) resource("ScaledObject/worker").deepCopy();
    ((ObjectNode) scaled.get("spec")).put("maxReplicas", 2);

    assertThat(ResourceSchemas.problems(worker)).isNotEmpty();
    assertThat(ResourceSchemas.problems(scaled)).isNotEmpty();
  }

  @Test
  void kustomizations_name_every_file() {
    assertThat(texts(Repository.yaml(BASE + "/kustomization.yaml").get("resources")))
        .containsExactlyInAnyOrderElementsOf(fileNames(BASE));
    assertThat(
            Repository.yaml(OVERLAY + "/kustomization.yaml")
                .get("patches")
                .valueStream()
                .map(patch -> patch.get("path").asString()))
        .containsExactlyInAnyOrderElementsOf(fileNames(OVERLAY));
  }

  private static List<String> fileNames(String folder) {
    return files(folder).map(file -> file.getFileName().toString()).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void patches_change_existing_resources() {
    assertThat(files(OVERLAY).map(Repository::documents).flatMap(List::stream))
        .isNotEmpty()
        .allSatisfy(
            patch -> {
              assertThat(RESOURCES).containsKey(name(patch));
              assertThat(patch.get("apiVersion"))
                  .isEqualTo(resource(name(patch)).get("apiVersion"));
            });
    assertThat(Repository.text(OVERLAY + "/daily-push.yaml")).contains("- name: push\n");
  }

  @Test
  void references_lead_to_existing_resources() {
    assertThat(values("claimName"))
        .isNotEmpty()
        .allSatisfy(claim -> assertThat(RESOURCES).containsKey("PersistentVolumeClaim/" + claim));
    assertThat(values("serviceAccountName"))
        .isNotEmpty()
        .allSatisfy(account -> assertThat(RESOURCES).containsKey("ServiceAccount/" + account));
    String target = resource("ScaledObject/worker").at("/spec/scaleTargetRef/name").asString();
    assertThat(RESOURCES).containsKey("Deployment/" + target);
    assertThat(resource("Deployment/worker").findValue("configMapRef").get("name").asString())
        .isEqualTo(
            Repository.yaml(BASE + "/kustomization.yaml")
                .at("/configMapGenerator/0/name")
                .asString());
    assertThat(resource("ServiceMonitor/tg-fetcher").at("/spec/endpoints/0/port"))
        .isEqualTo(resource("Service/worker").at("/spec/ports/0/name"));
    assertThat(resource("Service/worker").at("/spec/ports/0/targetPort"))
        .isEqualTo(container().at("/ports/0/name"));
  }

  private static Set<String> values(String field) {
    return RESOURCES.values().stream()
        .flatMap(resource -> resource.findValuesAsString(field).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode pod() {
    return resource("Deployment/worker").at("/spec/template/spec");
  }

  private static JsonNode container() {
    return pod().at("/containers/0");
  }

  @Test
  void the_pod_for_subcommands_resembles_a_worker_but_is_none() {
    assertThat(ResourceSchemas.problems(CLI)).isEmpty();
    assertThat(CLI.at("/spec/volumes")).isEqualTo(pod().get("volumes"));
    assertThat(CLI.at("/spec/containers/0/volumeMounts"))
        .isEqualTo(container().get("volumeMounts"));
    assertThat(CLI.at("/spec/securityContext")).isEqualTo(pod().get("securityContext"));
    assertThat(CLI.at("/metadata/labels"))
        .isNotEqualTo(resource("Service/worker").at("/spec/selector"));
    JsonNode image = Repository.yaml(OVERLAY + "/kustomization.yaml").at("/images/0");
    assertThat(CLI.at("/spec/containers/0/image").asString())
        .isEqualTo(image.get("newName").asString() + ":" + image.get("newTag").asString());
    for (JsonNode variable : CLI.at("/spec/containers/0/env")) {
      assertThat(SettingNames.ofProgram()).contains(variable.get("name").asString());
    }
  }

  @Test
  void selectors_find_the_workers() {
    JsonNode labels = resource("Deployment/worker").at("/spec/template/metadata/labels");

    assertThat(
            List.of(
                resource("Deployment/worker").at("/spec/selector/matchLabels"),
                resource("Service/worker").at("/spec/selector"),
                resource("PodDisruptionBudget/worker").at("/spec/selector/matchLabels")))
        .allSatisfy(selector -> assertThat(selector).isEqualTo(labels));
    assertThat(resource("ServiceMonitor/tg-fetcher").at("/spec/selector/matchLabels"))
        .isEqualTo(resource("Service/worker").at("/metadata/labels"));
    resource("NetworkPolicy/tg-fetcher")
        .at("/spec/podSelector/matchLabels")
        .forEachEntry((name, value) -> assertThat(labels.get(name)).isEqualTo(value));
    assertThat(labels.get("app.kubernetes.io/name").asString())
        .as("the job in the rules")
        .isEqualTo("tg-fetcher");
  }

  @Test
  void the_program_reads_every_variable() {
    Set<String> known = SettingNames.ofProgram();
    known.add("TGF_JAVA_OPTS");
    Set<String> secrets = new TreeSet<>();

    assertThat(settings().keySet()).isSubsetOf(known);
    for (JsonNode variable : container().get("env")) {
      assertThat(known).contains(variable.get("name").asString());
    }
    Stream.concat(RESOURCES.values().stream(), Stream.of(CLI))
        .flatMap(resource -> resource.findValues("secretKeyRef").stream())
        .forEach(reference -> secrets.add(reference.get("key").asString()));
    assertThat(secrets)
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(Repository.text(BASE + "/kustomization.yaml")).contains(key);
              assertThat(Repository.text("runbooks/deploy.md")).contains(key);
            });
  }

  private static Map<String, String> settings() {
    return texts(Repository.yaml(BASE + "/kustomization.yaml").at("/configMapGenerator/0/literals"))
        .stream()
        .map(literal -> literal.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  @Test
  void a_worker_has_more_time_to_stop_than_it_needs() {
    Duration shutdown = DurationText.parse(settings().get("SHUTDOWN_TIMEOUT"));

    assertThat(Duration.ofSeconds(pod().get("terminationGracePeriodSeconds").asLong()))
        .isGreaterThan(shutdown.plusSeconds(10));
  }

  @Test
  void the_liveness_probe_does_not_depend_on_redis() {
    assertThat(container().at("/livenessProbe/httpGet/path").asString()).isEqualTo("/health/live");
    assertThat(container().at("/startupProbe/httpGet/path").asString()).isEqualTo("/health/live");
    assertThat(container().at("/readinessProbe/httpGet/path").asString())
        .isEqualTo("/health/ready");
  }

  @Test
  void every_pod_has_least_rights() {
    assertThat(
            List.of(
                pod(),
                CLI.get("spec"),
                resource("CronJob/daily-push").at("/spec/jobTemplate/spec/template/spec")))
        .allSatisfy(
            pod -> {
              JsonNode context = pod.at("/containers/0/securityContext");
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse();
              assertThat(context.get("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(context.get("allowPrivilegeEscalation").asBoolean()).isFalse();
              assertThat(texts(context.at("/capabilities/drop"))).containsExactly("ALL");
              assertThat(pod.at("/containers/0/resources/limits/memory").asString()).isNotBlank();
            });
  }

  @Test
  void the_scaler_counts_pending_and_leased_commands() {
    JsonNode scaler = resource("ScaledObject/worker").get("spec");

    assertThat(scaler.at("/triggers/0/metadata/query").asString())
        .contains("tgf_queue_commands", "pending|low|processing");
    assertThat(scaler.get("minReplicaCount").asInt())
        .as("a worker has to export the metrics of the queue")
        .isPositive();
    assertThat(pod().has("replicas")).isFalse();
  }

  @Test
  void the_rules_are_the_rules_of_prometheus() {
    assertThat(resource("PrometheusRule/tg-fetcher").at("/spec/groups"))
        .as("run src/k8s/prometheusrule.sh")
        .isEqualTo(Repository.yaml(AlertRules.FILE).get("groups"));
  }

  @Test
  void the_rules_have_the_limit_of_memory() {
    String gibibyte = String.valueOf(1L << 30);

    assertThat(Repository.text(AlertRules.FILE)).contains("/ " + gibibyte + " > 0.9");
    assertThat(container().at("/resources/limits/memory").asString()).isEqualTo("1Gi");
    assertThat(
            ComposeFile.of("docker-compose.yml")
                .services()
                .get("worker")
                .path("mem_limit")
                .asString())
        .isEqualTo("1024m");
  }

  @Test
  void kustomize_builds_the_overlay() {
    ExternalTool kubectl =
        ExternalTool.found("kubectl")
            .orElseGet(() -> abort("kubectl is missing, so this test did not run"));

    ExternalTool.Result built = kubectl.run("kustomize", Repository.path(OVERLAY).toString());

    assertThat(built.exitCode()).as(built.output()).isZero();
    assertThat(built.output())
        .contains("maxReplicaCount: 4", "image: tg-fetcher:1.0.0", "@your_group");
  }
}
