package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The runbooks have the pages, the parts and the commands that they must have. */
class RunbooksTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern RUNNABLE =
      Pattern.compile("([A-Z_]+=\\S+ )?(\\./tg-fetcher|curl --silent) .+");

  @Test
  void every_alert_has_a_page_of_four_parts_and_its_own_severity() {
    for (JsonNode rule : AlertRules.alerts()) {
      Runbook page = Runbook.of(rule.get("alert").asString());

      assertThat(HEADING.matcher(page.text()).results().map(heading -> heading.group(1)))
          .as(page.name())
          .containsExactly("Meaning", "Impact", "Diagnosis", "Mitigation");
      assertThat(page.text())
          .startsWith("# " + page.name() + "\n")
          .contains("Severity: " + rule.at("/labels/severity").asString() + ".");
      assertThat(page.blocks()).as(page.name() + " has commands to paste").hasSizeGreaterThan(0);
    }
  }

  @Test
  void every_procedure_has_a_page() {
    assertThat(Runbook.all())
        .extracting(Runbook::name)
        .contains(
            "deploy",
            "roll-back",
            "rotate-credentials",
            "restore-redis",
            "replay",
            "account-banned",
            "move",
            "backup");
  }

  @Test
  void the_index_has_every_page() {
    String index = Runbook.of("README").text();

    for (Runbook page : Runbook.all()) {
      assertThat(index + "(README.md)").contains("(" + page.name() + ".md)");
    }
  }

  /** The next {@code up} would reset another size. */
  @Test
  void the_size_of_the_fleet_is_set_in_env_alone() {
    assertThat(Runbook.all()).allSatisfy(page -> assertThat(page.text()).doesNotContain("--scale"));
    assertThat(Document.all())
        .allSatisfy(page -> assertThat(page.text()).doesNotContain("--scale"));
  }

  /** {@code up} does not restart a container that runs with the right settings, and hangs. */
  @Test
  void hanging_workers_are_restarted() {
    for (String page : List.of("TgFetcherNoFetches", "TgFetcherMemoryNearLimit")) {
      assertThat(Runbook.of(page).text()).contains("docker compose restart worker\n");
    }
  }

  /** A worker without a session has ended, so its container runs no command. */
  @Test
  void a_login_does_not_run_in_a_container_of_a_worker() {
    assertThat(Runbook.all())
        .flatMap(Runbook::blocks)
        .allSatisfy(
            block -> assertThat(block.text()).doesNotContainPattern("deployment/worker .*login"));
    assertThat(Runbook.of("deploy").text())
        .containsSubsequence("exec --stdin --tty cli -- tg-fetcher login", "rollout status");
  }

  @Test
  void a_test_runs_every_command_without_a_mark() {
    List<Runbook.Block> blocks =
        Runbook.all().stream().flatMap(page -> page.blocks().stream()).toList();

    assertThat(blocks).hasSizeGreaterThan(30);
    assertThat(blocks).allSatisfy(block -> assertThat(block.language()).isEqualTo("sh"));
    assertThat(blocks.stream().filter(block -> !block.needsProduction()))
        .allSatisfy(
            block ->
                assertThat(block.commands())
                    .allSatisfy(command -> assertThat(command).matches(RUNNABLE)));
  }
}
