package dev.tgfetcher.cli.archive;

import static dev.tgfetcher.cli.archive.StoredDaysFixture.ADA;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.BEN;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ArchiveExportSubcommandTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @TempDir private Path directory;
  private StoredDaysFixture days;

  @BeforeEach
  void set_up() {
    days = new StoredDaysFixture(directory.resolve("data"));
    days.add(
        "harbour",
        DAY,
        message(
            1,
            "2025-11-07T10:00:00Z",
            ADA,
            "tide, \"high\"\nand low",
            message(9, "2025-11-07T10:05:00Z", BEN, "")),
        message(2, "2025-11-07T11:00:00Z", ADA, null));
  }

  private CommandLineRunner.Result export(String... arguments) {
    List<String> all = new ArrayList<>(List.of("archive", "export"));
    all.addAll(List.of(arguments));
    if (!all.contains("--data-dir")) {
      all.addAll(List.of("--data-dir", "data"));
    }
    if (!all.contains("--into")) {
      all.addAll(List.of("--into", "out"));
    }
    return new CommandLineRunner(directory).run(all.toArray(String[]::new));
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve("out").resolve(file));
  }

  @Test
  void json_lines_have_every_column_in_the_order_of_the_archive() throws IOException {
    CommandLineRunner.Result result = export("--format", "jsonl");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            2 messages and 1 comments of 1 days are in out
            The next increment: --since 2025-11-08T10:25:00Z
            """);
    List<JsonNode> rows = read("messages.jsonl").lines().map(Json.MAPPER::readTree).toList();
    assertThat(rows).extracting(row -> row.path("message_id").asLong()).containsExactly(1L, 9L, 2L);
    assertThat(rows).allSatisfy(row -> assertThat(row.propertyNames()).hasSize(29));
    assertThat(rows.get(1).path("date").asString()).isEqualTo("2025-11-07T10:05:00Z");
    assertThat(rows.get(1).path("text").asString()).isEmpty();
    assertThat(rows.get(1).path("reactions").get(1).path("count").asInt()).isEqualTo(3);
    assertThat(rows.get(2).path("text").isNull()).isTrue();
    JsonNode day = Json.MAPPER.readTree(read("days.jsonl"));
    assertThat(day.path("message_count").asInt()).isEqualTo(2);
    assertThat(day.path("comment_count").asInt()).isEqualTo(1);
    assertThat(day.path("fetched_at").asString()).isEqualTo("2025-11-08T00:00:00Z");
  }

  @Test
  void csv_keeps_line_breaks_and_tells_null_from_the_empty_text() throws IOException {
    assertThat(export("--format", "csv").exitCode()).isZero();

    String csv = read("messages.csv");
    assertThat(csv)
        .startsWith("chat,day,chat_id,message_id,comment_of,date,sender_id,sender_name,text,");
    assertThat(csv)
        .contains(
            "harbour,2025-11-07,-1001234567890,1,,2025-11-07T10:00:00Z,7,Ada,\"tide, \"\"high\"\"\n"
                + "and low\",")
        .contains(",8,Ben,\"\",")
        .contains("2025-11-07T11:00:00Z,7,Ada,,");
  }

  @Test
  void parquet_of_an_empty_archive_has_the_columns_of_a_full_one() throws SQLException {
    assertThat(export("--format", "parquet").exitCode()).isZero();
    assertThat(export("--format", "parquet", "--into", "none", "--data-dir", "nothing").exitCode())
        .isZero();

    assertThat(columns("none/messages.parquet"))
        .isEqualTo(columns("out/messages.parquet"))
        .hasSize(29);
    assertThat(columns("none/days.parquet")).isEqualTo(columns("out/days.parquet"));
  }

  private List<String> columns(String file) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duckdb
                .createStatement()
                .executeQuery("DESCRIBE FROM '" + directory.resolve(file) + "'")) {
      while (rows.next()) {
        columns.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return columns;
  }

  @Test
  void an_increment_has_the_days_written_since_as_a_whole() throws IOException {
    StoredDays stored = new DirectoryArchiveStore(new ArchiveLayout(directory.resolve("data")), 5);
    Instant first = stored.writtenAt("harbour", DAY).orElseThrow();
    Instant later = first;
    while (!later.isAfter(first)) {
      days.add("harbour", DAY.plusDays(1));
      later = stored.writtenAt("harbour", DAY.plusDays(1)).orElseThrow();
    }

    assertThat(export("--format", "jsonl", "--since", later.toString()).exitCode()).isZero();

    // An empty day has no message, but an analyzer must remove the former ones.
    assertThat(read("messages.jsonl")).isEmpty();
    assertThat(read("days.jsonl")).contains("2025-11-08").doesNotContain("2025-11-07\"");
    assertThat(Json.MAPPER.readTree(read("export.json")).path("since").asString())
        .isEqualTo(later.toString());
  }

  @Test
  void a_renamed_file_counts_as_written() throws IOException {
    StoredDays stored = new DirectoryArchiveStore(new ArchiveLayout(directory.resolve("data")), 5);
    Path file = days.file("harbour", DAY);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    assertThat(stored.writtenAt("harbour", DAY).orElseThrow())
        .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void the_summary_as_json_is_also_in_the_folder() throws IOException {
    CommandLineRunner.Result result = export("--format", "csv", "-o", "json");

    assertThat(result.out().strip()).isEqualTo(read("export.json"));
    assertThat(result.out())
        .startsWith(
            "{\"schema_version\":\"1.0\",\"format\":\"csv\",\"since\":null,"
                + "\"next_since\":\"2025-11-08T10:25:00Z\",\"days\":1,\"messages\":2,\"comments\":1,");
  }

  @Test
  void an_existing_folder_is_refused_and_kept() throws IOException {
    Files.createDirectories(directory.resolve("out"));

    CommandLineRunner.Result result = export("--format", "csv");

    assertThat(result.err())
        .startsWith("error: --into ")
        .contains("exists already: name a new folder");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(directory.resolve("out")).isEmptyDirectory();
  }

  @Test
  void an_unreadable_day_is_left_out_and_named_in_the_summary() throws IOException {
    Path broken =
        days.add("harbour", DAY.plusDays(1), message(3, "2025-11-08T10:00:00Z", BEN, "fog"));
    Files.writeString(broken, "{");

    CommandLineRunner.Result result = export("--format", "jsonl");

    assertThat(result.err()).startsWith("harbour 2025-11-08 is left out: ").hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(read("messages.jsonl")).hasLineCount(3);
    assertThat(Json.MAPPER.readTree(read("export.json")).at("/unreadable/0/date").asString())
        .isEqualTo("2025-11-08");
  }

  @Test
  void a_folder_that_cannot_be_created_is_a_failure_in_one_line() {
    CommandLineRunner.Result result = export("--format", "csv", "--into", "/dev/null/out");

    assertThat(result.err()).startsWith("error: ").contains("/dev/null").hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void it_leaves_nothing_beside_the_folder() throws IOException {
    assertThat(export("--format", "parquet", "--temp-dir", directory.toString()).exitCode())
        .isZero();

    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "out");
    }
  }
}
