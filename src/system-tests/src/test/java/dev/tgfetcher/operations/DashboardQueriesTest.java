package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, which scrapes a working fleet, answers the query of every panel. */
@Tag("alone")
@ExtendWith(LocalStackExtension.class)
class DashboardQueriesTest {

  /** The name of a metric in a query or a rule. */
  private static final Pattern METRIC = Pattern.compile("\\b(tgf_\\w+|jvm_\\w+|process_\\w+)\\b");

  @TempDir Path folder;

  @Test
  void every_panel_and_every_rule_finds_series(LocalStack stack) {
    try (PrometheusServer prometheus = PrometheusServer.start(folder, stack.addresses())) {
      await().until(() -> prometheus.query("up == 1").size() == 2);
      causeEverySeries(stack, prometheus);

      List<Dashboard.Query> queries =
          Dashboard.all().stream()
              .filter(dashboard -> !dashboard.isOfLoki())
              .flatMap(Dashboard::queries)
              .toList();
      assertThat(queries).hasSizeGreaterThan(40);
      await()
          .untilAsserted(
              () ->
                  assertThat(queries)
                      .filteredOn(query -> prometheus.query(query.expression()).isEmpty())
                      .as("panels without series")
                      .isEmpty());
      assertThatMessagesCountFromTheFirst(prometheus, queries);
      assertThat(METRIC.matcher(Repository.text(AlertRules.FILE)).results().map(m -> m.group()))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(prometheus.query(name)).as(name).isNotEmpty());
      assertThat(
              prometheus.query(
                  "ALERTS{alertname=~\"TgFetcherFleetGone|TgFetcherRedisUnreachable\"}"))
          .isEmpty();
    }
  }

  /** This fleet has existed for less than an hour, so all of its messages count. */
  private static void assertThatMessagesCountFromTheFirst(
      PrometheusServer prometheus, List<Dashboard.Query> queries) {
    String shown =
        queries.stream()
            .filter(query -> query.panel().equals("tgf-fleet: Messages per hour by chat"))
            .map(Dashboard.Query::expression)
            .findFirst()
            .orElseThrow();
    String read = "sum by (chat) (tgf_messages_total)";

    assertThat(prometheus.query("(" + read + ") > 0")).isNotEmpty();
    assertThat(prometheus.query("(" + shown + ") != (" + read + ")")).isEmpty();
  }

  /**
   * Makes every series exist by fetched days, a dead letter, a retry and a flood. The failing chats
   * are new to the workers, because cached data would answer requests for other chats.
   */
  private static void causeEverySeries(LocalStack stack, PrometheusServer prometheus) {
    push(stack, "@your_channel --date " + LocalStack.DAY.plusDays(1) + " --force");
    awaitAtLeast(prometheus, 1, "tgf_commands_total{outcome=\"done\"}");
    push(stack, "@missing_chat --date " + LocalStack.DAY);
    awaitAtLeast(prometheus, 1, "tgf_dead_letters_total");
    for (String method :
        List.of("messages.search", "messages.getHistory", "channels.getMessages")) {
      stack.telegram().emulator().faults().failNext(method, 9, "QUITE_NEW_ERROR");
    }
    push(stack, "@failing_chat --date " + LocalStack.DAY);
    awaitAtLeast(prometheus, 1, "tgf_retries_total");
    stack.telegram().emulator().faults().clear();
    stack.telegram().emulator().faults().failNext("messages.search", 9, "FLOOD_WAIT_70");
    push(stack, "@flooded_chat --date " + LocalStack.DAY);
    awaitAtLeast(prometheus, 1, "tgf_flood_wait_seconds_count");
    stack.telegram().emulator().faults().clear();
  }

  private static void push(LocalStack stack, String arguments) {
    ExternalTool.Result push = stack.operate("./tg-fetcher push " + arguments, Map.of());
    assertThat(push.exitCode()).as(push.output()).isZero();
  }

  private static void awaitAtLeast(PrometheusServer prometheus, int count, String metric) {
    await().until(() -> !prometheus.query("sum(" + metric + ") >= " + count).isEmpty());
  }
}
