package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each alert is valid, tells what to do, and fires when it should and only then. */
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
  void every_alert_has_a_severity_a_summary_and_a_page() {
    assertThat(AlertRules.alerts())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              String name = rule.get("alert").asString();
              assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
              assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
              assertThat(rule.at("/annotations/runbook_url").asString())
                  .isEqualTo("{{ $externalLabels.runbooks }}runbooks/" + name + ".md");
              assertThat(Repository.path("runbooks/" + name + ".md")).isRegularFile();
            });
  }

  @Test
  void nothing_that_was_asked_for_is_missing() {
    assertThat(AlertRules.names())
        .containsAll(
            List.of(
                "ErrorRateHigh",
                "NoFetches",
                "RedisUnreachable",
                "WorkerGone",
                "SessionLost",
                "DeadLettersGrowing",
                "OldestCommandTooOld",
                "FloodHoldsTooLong",
                "OutboxNotDraining",
                "MemoryNearLimit",
                "BudgetBurnsFast",
                "BudgetBurnsSlowly"));
  }

  @Test
  void burn_rates_look_at_two_windows_and_a_least_number_of_commands() {
    assertThat(expression("BudgetBurnsFast"))
        .contains("ratio1h > 14.4 * 0.01", "ratio5m > 14.4 * 0.01", "increase1h >= 20");
    assertThat(expression("BudgetBurnsSlowly"))
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
