package dev.tgfetcher.cli.archive;

import static dev.tgfetcher.cli.archive.StoredDaysFixture.ADA;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code archive diff} and {@code archive history}. */
class ArchiveChangesTest {
  private static final LocalDate DATE = LocalDate.of(2025, 11, 7);
  private static final String MORNING = "2025-11-07T08:00:00Z";

  @TempDir private Path directory;
  private StoredDaysFixture days;

  @BeforeEach
  void two_revisions_and_two_other_days() throws IOException {
    days = new StoredDaysFixture(directory.resolve("data"));
    days.add("harbour", DATE.minusDays(1), message(9, "2025-11-06T08:00:00Z", ADA, "before"));
    days.add("harbour", DATE.plusDays(1), message(20, "2025-11-08T08:00:00Z", ADA, "after"));
    Path file =
        days.add(
            "harbour",
            DATE,
            message(10, MORNING, ADA, "low tide"),
            message(11, MORNING, ADA, "gone\u001b[31m tomorrow"));
    Path former = file.resolveSibling(".revisions").resolve(DATE + ".r1.json");
    Files.createDirectories(former.getParent());
    Files.move(file, former);
    setRevision(
        days.add(
            "harbour",
            DATE,
            message(10, MORNING, ADA, "high tide"),
            message(12, MORNING, ADA, "late")),
        2);
  }

  private static void setRevision(Path file, int revision) throws IOException {
    ObjectNode day = (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(file));
    Files.write(file, Json.MAPPER.writeValueAsBytes(day.put("revision", revision)));
  }

  @Test
  void diff_compares_the_newest_revision_with_the_one_before() {
    CommandLineRunner.Result result = run("archive", "diff", "@harbour", "2025-11-07");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            harbour 2025-11-07: revision 1 (read 2025-11-08T00:00:00Z) and 2 (read 2025-11-08T00:00:00Z)
            edited    10         text: "low tide" -> "high tide"
            deleted   11         "gone\\u001B[31m tomorrow"
            added     12         "late"
            1 added, 1 edited, 1 deleted, 0 with other reactions or counts
            """);
  }

  @Test
  void diff_takes_the_revisions_in_either_order() {
    assertThat(run("archive", "diff", "t.me/harbour", "2025-11-07", "2", "1").out())
        .contains("added     11", "deleted   12");
  }

  @Test
  void diff_prints_data() {
    CommandLineRunner.Result result = run("archive", "diff", "harbour", "2025-11-07", "-o", "json");

    JsonNode difference = Json.MAPPER.readTree(result.out());
    assertThat(difference.path("counts").toString())
        .isEqualTo("{\"added\":1,\"edited\":1,\"deleted\":1,\"reactions\":0}");
    assertThat(difference.path("changes").get(0).path("after").path("text").asString())
        .isEqualTo("high tide");
  }

  @Test
  void diff_says_what_there_is_instead() {
    assertThat(run("archive", "diff", "harbour", "2025-11-06").err())
        .startsWith("error: harbour 2025-11-06 has no revision before 1");
    assertThat(run("archive", "diff", "harbour", "2025-11-01").err())
        .startsWith("error: harbour has no file of 2025-11-01");
    assertThat(run("archive", "diff", "mainland", "2025-11-07").err())
        .startsWith("error: there are no days of 'mainland' in ");
    CommandLineRunner.Result noRevision = run("archive", "diff", "harbour", "2025-11-07", "7");
    assertThat(noRevision.exitCode()).isEqualTo(2);
    assertThat(noRevision.err()).contains("revision 7 is not kept; there are [1, 2]");
  }

  @Test
  void history_finds_the_day_of_a_message() {
    assertThat(run("archive", "history", "harbour", "10").out())
        .isEqualTo(
            """
            r1   2025-11-08T00:00:00Z  added     10         "low tide"
            r2   2025-11-08T00:00:00Z  edited    10         text: "low tide" -> "high tide"
            """);
    assertThat(run("archive", "history", "harbour", "9").out()).contains("\"before\"");
    assertThat(run("archive", "history", "harbour", "20").out()).contains("\"after\"");
  }

  @Test
  void history_shows_a_message_that_is_gone() {
    assertThat(run("archive", "history", "harbour", "11", "-o", "jsonl").out().lines())
        .extracting(line -> Json.MAPPER.readTree(line).at("/change/kind").asString())
        .containsExactly("added", "deleted");
  }

  @Test
  void history_of_an_unknown_message_names_the_option() {
    CommandLineRunner.Result result = run("archive", "history", "harbour", "999");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: no archived day of 'harbour' has the message 999")
        .contains("--date");
    assertThat(run("archive", "history", "harbour", "9", "--date", "2025-11-07").exitCode())
        .isEqualTo(1);
  }

  private CommandLineRunner.Result run(String... arguments) {
    return new CommandLineRunner(directory).run(arguments);
  }
}
