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

/** Dashboards can be provisioned anywhere, and each panel says what it shows. */
class DashboardsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");
  private static final Pattern STREAM = Pattern.compile("\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  @Test
  void there_is_one_for_each_question() {
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
  void every_panel_has_a_title_a_unit_a_query_and_a_place_of_its_own() {
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
  void queries_use_no_variable_that_is_not_there() {
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

  /** No Loki is to be had here, so its queries are held against what the workers send. */
  @Test
  void queries_of_logs_select_by_labels_that_are_sent() {
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
  void they_are_provisioned_with_the_data_sources_that_they_take() {
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
