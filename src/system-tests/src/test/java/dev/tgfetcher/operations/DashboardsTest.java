package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.log.Logging;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboards work with any data source, and each panel has a title, a unit and a query. */
class DashboardsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");
  private static final Pattern STREAM = Pattern.compile("\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  @Test
  void the_dashboards_have_fixed_names() {
    assertThat(Dashboard.all())
        .extracting(Dashboard::uid)
        .containsExactlyInAnyOrder(
            "tgf-fleet", "tgf-limits", "tgf-reliability", "tgf-runtime", "tgf-logs");
  }

  @Test
  void uids_are_fixed_and_are_the_names_of_the_files() {
    assertThat(Dashboard.all())
        .allSatisfy(
            dashboard -> assertThat(dashboard.fileName()).isEqualTo(dashboard.uid() + ".json"))
        .allSatisfy(dashboard -> assertThat(dashboard.content().has("id")).isFalse());
  }

  @Test
  void the_data_source_is_a_variable_everywhere() {
    for (Dashboard dashboard : Dashboard.all()) {
      List<String> sources =
          dashboard
              .variables()
              .filter(variable -> variable.get("type").asString().equals("datasource"))
              .map(variable -> variable.get("name").asString())
              .toList();
      assertThat(sources).hasSize(1);
      for (JsonNode source : dashboard.content().findValues("datasource")) {
        assertThat(source.path("uid").asString())
            .as(dashboard.uid())
            .isEqualTo("${" + sources.get(0) + "}");
      }
    }
  }

  @Test
  void every_panel_has_a_title_a_unit_a_query_and_a_different_place() {
    for (Dashboard dashboard : Dashboard.all()) {
      assertThat(dashboard.panels())
          .isNotEmpty()
          .allSatisfy(
              panel -> {
                assertThat(panel.path("title").asString()).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
                assertThat(panel.get("targets")).isNotEmpty();
                assertThat(panel.get("datasource")).isNotNull();
              });
      assertThat(dashboard.panels()).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
      assertThat(dashboard.panels())
          .extracting(panel -> panel.at("/gridPos/x") + ":" + panel.at("/gridPos/y"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void queries_use_defined_variables_alone() {
    for (Dashboard dashboard : Dashboard.all()) {
      Set<String> known =
          dashboard
              .variables()
              .map(variable -> variable.get("name").asString())
              .collect(Collectors.toCollection(TreeSet::new));
      known.addAll(List.of("__rate_interval", "__auto"));
      for (String expression : dashboard.content().findValuesAsString("expr")) {
        assertThat(VARIABLE.matcher(expression).results().map(match -> match.group(1)))
            .as(expression)
            .allMatch(known::contains);
      }
    }
  }

  /** The test has no Loki, so it compares the queries with the labels that workers send. */
  @Test
  void log_queries_select_by_labels_that_workers_send() {
    assertThat(Dashboard.all().stream().filter(Dashboard::isOfLoki).flatMap(Dashboard::queries))
        .isNotEmpty()
        .allSatisfy(
            query -> {
              String selector =
                  STREAM.matcher(query.expression()).results().findFirst().orElseThrow().group(1);
              assertThat(selector).contains("app=\"" + Logging.APP + "\"");
              assertThat(LABEL.matcher(selector).results().map(match -> match.group(1)))
                  .isNotEmpty()
                  .allMatch(Set.of("app", "host", "level")::contains);
            });
  }

  @Test
  void grafana_gets_the_dashboards_and_their_data_sources() {
    JsonNode sources = Repository.yaml("grafana/provisioning/datasources/tg-fetcher.yml");
    JsonNode providers = Repository.yaml("grafana/provisioning/dashboards/tg-fetcher.yml");
    ComposeFile compose = ComposeFile.of("docker-compose.yml");

    assertThat(sources.get("datasources").valueStream().map(s -> s.get("type").asString()))
        .containsExactlyInAnyOrder("prometheus", "loki");
    assertThat(compose.services().get("grafana").get("volumes").toString())
        .contains(
            "./grafana/dashboards:" + providers.at("/providers/0/options/path").asString() + ":ro");
  }
}
