package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each alert is valid, says what to do, and fires when it should and at no other time. */
class AlertRulesTest {
  private static final String TESTS = "src/prometheus/tests/tg-fetcher.yml";

  @Test
  void prometheus_accepts_the_rules() {
    ExternalTool.Result check =
        ExternalTool.promtool().run("check", "rules", Repository.path(AlertRules.FILE).toString());

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains("SUCCESS");
  }

  @Test
  void prometheus_accepts_its_configuration() {
    ExternalTool.Result check =
        ExternalTool.promtool()
            .run(
                "check",
                "config",
                "--syntax-only",
                Repository.path("src/prometheus/prometheus.yml").toString());

    assertThat(check.exitCode()).as(check.output()).isZero();
  }

  @Test
  void alerts_fire_when_they_should() {
    ExternalTool.Result tests =
        ExternalTool.promtool().run("test", "rules", Repository.path(TESTS).toString());

    assertThat(tests.exitCode()).as(tests.output()).isZero();
  }

  @Test
  void every_alert_has_a_case_that_fires_it_and_one_that_does_not() {
    assertThat(tested(expected -> !expected.isEmpty()))
        .containsExactlyElementsOf(new TreeSet<>(AlertRules.names()));
    assertThat(tested(JsonNode::isEmpty))
        .containsExactlyElementsOf(new TreeSet<>(AlertRules.names()));
  }

  private static Set<String> tested(Predicate<JsonNode> expected) {
    return Repository.yaml(TESTS)
        .get("tests")
        .valueStream()
        .flatMap(test -> test.get("alert_rule_test").valueStream())
        .filter(test -> expected.test(test.get("exp_alerts")))
        .map(test -> test.get("alertname").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_alert_has_the_name_of_the_product_a_severity_and_a_service() {
    assertThat(AlertRules.alerts())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.get("alert").asString()).startsWith("TgFetcher");
              assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
              assertThat(rule.at("/labels/service").asString()).isEqualTo("tg-fetcher");
            });
  }

  @Test
  void every_alert_has_a_summary_and_a_description_in_sentences() {
    assertThat(AlertRules.alerts())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              String summary = rule.at("/annotations/summary").asString();
              String description = rule.at("/annotations/description").asString();
              assertThat(summary).isNotBlank().doesNotEndWith(".");
              assertThat(description).isNotBlank().endsWith(".").isNotEqualTo(summary);
            });
  }

  @Test
  void every_alert_links_to_its_runbook_and_to_a_dashboard_that_ships() {
    List<String> dashboards =
        Dashboard.all().stream()
            .map(dashboard -> "{{ $externalLabels.grafana }}d/" + dashboard.uid())
            .toList();

    assertThat(AlertRules.alerts())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              String page = "runbooks/" + rule.get("alert").asString() + ".md";
              assertThat(rule.at("/annotations/runbook_url").asString())
                  .isEqualTo("{{ $externalLabels.runbooks }}" + page);
              assertThat(Repository.path(page)).isRegularFile();
              assertThat(rule.at("/annotations/dashboard").asString()).isIn(dashboards);
            });
  }

  /** Alertmanager must not see the labels that begin the links. */
  @Test
  void the_external_labels_of_links_are_set_and_dropped() {
    JsonNode prometheus = Repository.yaml("src/prometheus/prometheus.yml");

    assertThat(prometheus.at("/global/external_labels").propertyNames())
        .containsExactlyInAnyOrder("runbooks", "grafana");
    assertThat(prometheus.at("/alerting/alert_relabel_configs/0/action").asString())
        .isEqualTo("labeldrop");
    assertThat(prometheus.at("/alerting/alert_relabel_configs/0/regex").asString())
        .isEqualTo("runbooks|grafana");
  }

  @Test
  void every_required_alert_exists() {
    assertThat(AlertRules.names())
        .containsAll(
            List.of(
                "TgFetcherErrorRateHigh",
                "TgFetcherNoFetches",
                "TgFetcherRedisUnreachable",
                "TgFetcherStorageUnwritable",
                "TgFetcherWorkerGone",
                "TgFetcherWorkerStuck",
                "TgFetcherSessionLost",
                "TgFetcherAccountFrozen",
                "TgFetcherDeadLettersGrowing",
                "TgFetcherOldestCommandTooOld",
                "TgFetcherFloodHoldsTooLong",
                "TgFetcherOutboxNotDraining",
                "TgFetcherMemoryNearLimit",
                "TgFetcherErrorBudgetBurnFast",
                "TgFetcherErrorBudgetBurnSlow"));
  }

  @Test
  void burn_rates_look_at_two_windows_and_a_least_number_of_commands() {
    assertThat(expression("TgFetcherErrorBudgetBurnFast"))
        .contains("ratio1h > 14.4 * 0.01", "ratio5m > 14.4 * 0.01", "increase1h >= 20");
    assertThat(expression("TgFetcherErrorBudgetBurnSlow"))
        .contains("ratio6h > 6 * 0.01", "ratio30m > 6 * 0.01", "increase6h >= 50");
  }

  private static String expression(String alert) {
    return AlertRules.alerts().stream()
        .filter(rule -> rule.get("alert").asString().equals(alert))
        .map(rule -> rule.get("expr").asString())
        .findFirst()
        .orElseThrow();
  }
}
