package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of alerts to receivers, checked by Alertmanager and amtool. */
class AlertRoutesTest {
  private static final Path TEMPLATE = Repository.path("src/alertmanager/alertmanager.yml");

  @TempDir Path folder;

  @Test
  void alertmanager_accepts_the_configuration_with_values_of_any_kind() {
    Path configuration =
        configuration(
            Map.of(
                "SLACK_WEBHOOK_URL", "http://127.0.0.1:9/a?b=c&d=|e",
                "MAIL_PASSWORD", "it's \"so\" \\ & | complicated"));

    ExternalTool.Result check = ExternalTool.amtool().run("check-config", configuration.toString());

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(Repository.text(configuration)).contains("'it''s \"so\" \\ & | complicated'");
  }

  @Test
  void an_unset_variable_leads_nowhere_and_is_logged() {
    ExternalTool.Result start =
        start(new TreeMap<>(Map.of("MAIL_TO", "someone@localhost")), "true");

    assertThat(start.output())
        .contains("PAGER_WEBHOOK_URL is not set")
        .doesNotContain("MAIL_TO is not set");
    assertThat(Repository.text(folder.resolve("alertmanager.yml")))
        .contains("url: 'http://127.0.0.1:9/'");
  }

  @ParameterizedTest
  @CsvSource({
    "severity=critical, pager",
    "severity=warning, slack",
    "severity=none, slack",
    "alertname=TgFetcherNoFetches severity=critical, 'mail,pager'",
    "alertname=TgFetcherRedisUnreachable severity=critical, pager"
  })
  void alerts_reach_their_receivers(String labels, String receivers) {
    Path configuration = configuration(Map.of());
    String[] arguments =
        Pattern.compile(" ")
            .splitAsStream(
                "config routes test --config.file="
                    + configuration
                    + " --verify.receivers="
                    + receivers
                    + " "
                    + labels)
            .toArray(String[]::new);

    ExternalTool.Result test = ExternalTool.amtool().run(arguments);

    assertThat(test.exitCode()).as(test.output()).isZero();
  }

  @Test
  void every_severity_of_the_rules_has_a_route() {
    String configuration = Repository.text(TEMPLATE);

    assertThat(AlertRules.alerts())
        .extracting(rule -> rule.at("/labels/severity").asString())
        .allSatisfy(severity -> assertThat(configuration).contains("severity = \"" + severity));
  }

  @Test
  void an_alert_that_follows_from_another_is_inhibited() throws IOException {
    int port = FreePort.any();
    Path configuration = configuration(Map.of());
    try (RunningProcess alertmanager =
        RunningProcess.start(
            folder,
            ExternalTool.alertmanager().executable().toString(),
            "--config.file=" + configuration,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=")) {
      String url = "--alertmanager.url=http://127.0.0.1:" + port;
      await().until(() -> add(url, "TgFetcherFleetGone", "critical"));
      assertThat(add(url, "TgFetcherNoFetches", "critical")).isTrue();
      assertThat(add(url, "TgFetcherMemoryNearLimit", "warning")).isTrue();

      await()
          .untilAsserted(
              () -> {
                assertThat(alerts(url, "--inhibited")).contains("TgFetcherNoFetches");
                assertThat(alerts(url, "--active"))
                    .contains("TgFetcherFleetGone", "TgFetcherMemoryNearLimit")
                    .doesNotContain("TgFetcherNoFetches");
              });
      assertThat(alertmanager.isAlive()).isTrue();
    }
  }

  private static boolean add(String url, String alert, String severity) {
    return ExternalTool.amtool().run("alert", "add", url, alert, "severity=" + severity).exitCode()
        == 0;
  }

  private static String alerts(String url, String state) {
    return ExternalTool.amtool().run("alert", "query", url, state).output();
  }

  private Path configuration(Map<String, String> environment) {
    ExternalTool.Result start = start(environment, "true");
    assertThat(start.exitCode()).as(start.output()).isZero();
    return folder.resolve("alertmanager.yml");
  }

  /** Runs the start script of the container with another command at the end. */
  private ExternalTool.Result start(Map<String, String> environment, String command) {
    return new ExternalTool(Repository.path("src/alertmanager/start.sh"))
        .run(
            environment,
            TEMPLATE.toString(),
            folder.resolve("alertmanager.yml").toString(),
            command);
  }
}
