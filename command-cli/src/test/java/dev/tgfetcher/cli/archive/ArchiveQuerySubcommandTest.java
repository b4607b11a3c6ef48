package dev.tgfetcher.cli.archive;

import static dev.tgfetcher.cli.archive.StoredDaysFixture.ADA;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.BEN;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ArchiveQuerySubcommandTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final String OLD_DAY =
      """
      {"version":"1.0","timezone":"UTC",
       "source_info":{"id":"@quay","title":"Quay","url":"https://t.me/quay","type":"unknown"},
       "senders":{"9":"Cid"},
       "messages":[{"id":1,"date":"2024-03-01T10:00:00+00:00","text":"old","sender_id":9,
         "reply_to_msg_id":null,"forward_from":{"from_id":5,"from_name":"Eve","date":null},
         "reactions":{"👍":[1,2]},"comments":[]}]}
      """;

  @TempDir private Path directory;
  @TempDir private Path scratch;
  private StoredDaysFixture days;

  @BeforeEach
  void set_up() {
    days = new StoredDaysFixture(directory.resolve("data"));
    days.add(
        "harbour",
        DAY,
        message(
            1, "2025-11-07T10:00:00Z", ADA, "tide", message(9, "2025-11-07T10:05:00Z", BEN, "yes")),
        message(2, "2025-11-07T11:00:00Z", ADA, "ferry"));
    days.add("harbour", DAY.plusDays(1), message(3, "2025-11-08T10:00:00Z", BEN, "fog"));
  }

  private CommandLineRunner.Result query(String... arguments) {
    List<String> all = new ArrayList<>(List.of("archive", "query", "--data-dir", "data"));
    all.addAll(List.of(arguments));
    if (!all.contains("--temp-dir")) {
      all.addAll(List.of("--temp-dir", scratch.toString()));
    }
    return new CommandLineRunner(directory).run(all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) {
    CommandLineRunner.Result result =
        query(Stream.concat(Stream.of(arguments), Stream.of("-o", "json")).toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return Json.MAPPER.readTree(result.out());
  }

  @Test
  void it_counts_the_messages_and_comments_of_each_sender() {
    CommandLineRunner.Result result =
        query(
            "SELECT sender_name, count(*) AS n FROM messages GROUP BY ALL ORDER BY n, sender_name");

    assertThat(result.out())
        .isEqualTo(
            """
            sender_name  n
            Ada          2
            Ben          2
            """);
    assertThat(result.exitCode()).isZero();
  }

  /** A statement with this word loads all columns, also if it has the word in a comment. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM messages",
        "SELECT * FROM messages ORDER BY ALL",
        "FROM messages ORDER BY ALL",
        "SELECT messages FROM messages ORDER BY message_id",
        "SELECT * EXCLUDE (text) FROM messages ORDER BY ALL",
        "SELECT COLUMNS('.*_id') FROM messages ORDER BY ALL",
        "SELECT day, sum(reaction_count), max(views) FROM messages GROUP BY ALL ORDER BY ALL",
        "SELECT text FROM messages WHERE sender_name = 'Ada' AND is_pinned ORDER BY date",
        "SELECT m.text, d.title FROM messages m JOIN days d USING (chat, day) ORDER BY ALL",
        "SELECT a.text, b.text FROM messages a JOIN messages b ON b.comment_of = a.message_id",
        "WITH x AS MATERIALIZED (SELECT * FROM messages) SELECT max(sender_id) FROM x",
        "SELECT (SELECT max(date) FROM messages) AS newest, * FROM days ORDER BY ALL",
        "SELECT * FROM query('SELECT text FROM messages ORDER BY text')",
        "SELECT unnest(reactions::JSON[]) AS r, entities FROM messages ORDER BY ALL",
        "SELECT typeof(text), typeof(reactions), typeof(date), text IS NULL FROM messages",
        "SELECT message_id FROM messages UNION ALL SELECT sender_id FROM messages ORDER BY 1",
        "SELECT chat, message_count, comment_count FROM days ORDER BY ALL"
      })
  void columns_that_a_statement_does_not_read_are_left_out_without_a_difference(String sql) {
    assertThat(json(sql)).isEqualTo(json(sql + " -- rowid"));
  }

  @Test
  void each_of_several_statements_finds_its_columns() {
    CommandLineRunner.Result result =
        query("SELECT count(*) FROM messages; SELECT text FROM messages WHERE message_id = 2");

    assertThat(result.out()).contains("ferry");
  }

  @Test
  void a_row_has_its_chat_its_day_its_time_and_its_post() {
    JsonNode row = json("SELECT * FROM messages WHERE comment_of IS NOT NULL").get(0);

    assertThat(row.path("chat").asString()).isEqualTo("harbour");
    assertThat(row.path("day").asString()).isEqualTo("2025-11-07");
    assertThat(row.path("date").asString()).isEqualTo("2025-11-07T10:05:00Z");
    assertThat(row.path("comment_of").asLong()).isEqualTo(1);
    assertThat(row.path("chat_id").asLong()).isEqualTo(-1009876543210L);
    assertThat(row.path("reaction_count").asLong()).isEqualTo(5);
    assertThat(row.at("/reactions/0/emoji").asString()).isEqualTo("👍");
    assertThat(row.path("edit_date").isNull()).isTrue();
  }

  @Test
  void a_file_of_the_python_fetcher_has_rows() throws IOException {
    Path old = days.file("quay", LocalDate.of(2024, 3, 1));
    Files.createDirectories(old.getParent());
    Files.writeString(old, OLD_DAY);

    JsonNode row = json("SELECT * FROM messages", "quay").get(0);

    assertThat(row.path("sender_name").asString()).isEqualTo("Cid");
    assertThat(row.path("forward_from").asString()).isEqualTo("Eve");
    assertThat(row.path("reaction_count").asLong()).isEqualTo(2);
  }

  @Test
  void days_and_chats_are_selected() {
    days.add("quay", DAY, message(1, "2025-11-07T10:00:00Z", ADA, "rope"));

    JsonNode rows =
        json(
            "SELECT chat, day FROM days", "@harbour", "--from", "2025-11-08", "--to", "2025-11-08");

    assertThat(rows.toString()).isEqualTo("[{\"chat\":\"harbour\",\"day\":\"2025-11-08\"}]");
  }

  @Test
  void each_type_of_sql_has_a_value_in_json() {
    JsonNode row =
        json("SELECT [1, 2] AS list, {'a': [DATE '2025-11-07']} AS struct, MAP {'k': 1} AS map,"
                + " 18446744073709551616::HUGEINT AS big, 1.50 AS decimal, 0.5::FLOAT AS float,"
                + " 'nan'::DOUBLE AS nan, TIMESTAMP '2025-11-07 10:00:00' AS local, 1 AS x,"
                + " 2 AS x, 'ab'::BLOB AS blob, NULL AS nothing, '{\"j\":1}'::JSON AS json,"
                + " INTERVAL 1 DAY AS span, true AS yes")
            .get(0);

    assertThat(row)
        .hasToString(
            "{\"list\":[1,2],\"struct\":{\"a\":[\"2025-11-07\"]},\"map\":{\"k\":1},"
                + "\"big\":18446744073709551616,\"decimal\":1.50,\"float\":0.5,\"nan\":null,"
                + "\"local\":\"2025-11-07T10:00\",\"x\":1,\"x_1\":2,\"blob\":\"YWI=\","
                + "\"nothing\":null,\"json\":{\"j\":1},\"span\":\"1 day\",\"yes\":true}");
  }

  @Test
  void a_table_ends_at_the_limit_and_says_so() {
    CommandLineRunner.Result result =
        query("SELECT message_id FROM messages ORDER BY message_id", "--limit", "2");

    assertThat(result.out()).isEqualTo("message_id\n1\n2\n");
    assertThat(result.err()).isEqualTo("There are more; --limit shows them.\n");
  }

  @Test
  void text_of_a_message_cannot_move_the_cursor() {
    days.add("quay", DAY, message(1, "2025-11-07T10:00:00Z", ADA, "a\u001b[2Jb\nc\u202Ed"));

    CommandLineRunner.Result result = query("SELECT text FROM messages", "quay");

    assertThat(result.out()).isEqualTo("text\na\uFFFD[2Jb c\uFFFDd\n");
  }

  @Test
  void text_of_a_message_is_no_sql() {
    String attack = "'); DROP TABLE messages; --";
    days.add("quay", DAY, message(1, "2025-11-07T10:00:00Z", ADA, attack));

    assertThat(json("SELECT text FROM messages", "quay").get(0).path("text").asString())
        .isEqualTo(attack);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | error: Parser Error: syntax error at or near \"SELEC\"",
        "SELECT nam FROM messages | error: Binder Error: Referenced column \"nam\" not found",
        "SELECT * FROM chats | error: Catalog Error: Table with name chats does not exist!",
        "SELECT 'x'::INT | error: Conversion Error: Could not convert string 'x' to INT32",
        "'' | error: Invalid Input Error: No statements to execute."
      })
  void a_wrong_statement_is_wrong_usage_with_the_message_of_duckdb_in_one_line(
      String sql, String message) {
    CommandLineRunner.Result result = query(sql);

    assertThat(result.err()).startsWith(message).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_json('data/harbour/2025-11-07.json')",
        "SELECT * FROM '/etc/hostname.csv'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM 'https://127.0.0.1:1/x.parquet'",
        "COPY messages TO 'stolen.csv'",
        "COPY messages FROM '/etc/passwd'",
        "ATTACH 'other.db'",
        "EXPORT DATABASE 'copy'",
        "IMPORT DATABASE 'copy'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '/tmp/evil.duckdb_extension'",
        "SET enable_external_access = true",
        "SET temp_directory = '/tmp'",
        "SET autoload_known_extensions = true",
        "PRAGMA profiling_output = 'profile.json'",
        "COMMIT; COPY messages TO 'stolen.csv'",
        "COMMIT; SET lock_configuration = false",
        "CALL enable_logging(storage = 'file', storage_path = 'logs'); SELECT 1",
        "SELECT getenv('HOME')"
      })
  void a_statement_reaches_nothing_outside_the_tables(String sql) throws IOException {
    CommandLineRunner.Result result = query(sql);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").hasLineCount(1);
    assertThat(entries(directory)).containsExactly("data");
  }

  @Test
  void a_statement_that_would_change_the_tables_is_refused() {
    CommandLineRunner.Result result = query("DELETE FROM messages");

    assertThat(result.err()).contains("read-only").hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void a_chat_without_days_fails_and_says_where_it_looked() {
    CommandLineRunner.Result result = query("SELECT 1", "lagoon");

    assertThat(result.err())
        .contains("there are no days of 'lagoon' in " + directory.resolve("data"));
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void an_empty_archive_has_empty_tables() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .run("archive", "query", "SELECT count(*) AS n FROM messages", "--data-dir", "none");

    assertThat(result.out()).isEqualTo("n\n0\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void a_day_that_is_cut_off_or_malformed_is_named_and_has_no_rows() throws IOException {
    Path file = days.file("harbour", DAY.plusDays(1));
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    Path other =
        days.add(
            "harbour",
            DAY.plusDays(2),
            message(4, "2025-11-09T10:00:00Z", ADA, "calm"),
            message(5, "2025-11-09T11:00:00Z", ADA, "storm"));
    Files.writeString(other, Files.readString(other).replace("\"id\":5", "\"id\":\"five\""));

    CommandLineRunner.Result result = query("SELECT count(*) AS n FROM messages");

    assertThat(result.out()).isEqualTo("n\n3\n");
    assertThat(result.err())
        .startsWith("harbour 2025-11-08 is left out: its file is unreadable, cut off")
        .contains("harbour 2025-11-09 is left out: ")
        .contains("; fetch the day again with force\n")
        .hasLineCount(2);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--memory,much,--memory much is no size",
    "--temp-dir,nowhere,--temp-dir nowhere is no folder",
    "--from,soon,'soon' is no day",
    "--limit,0,'0' is no number"
  })
  void a_wrong_option_is_wrong_usage(String option, String value, String message) {
    CommandLineRunner.Result result = query("SELECT 1", option, value);

    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void a_query_that_needs_more_memory_uses_the_disk_and_removes_its_files() throws IOException {
    CommandLineRunner.Result result =
        query(
            "SELECT count(DISTINCT r::VARCHAR || repeat('x', 100)) AS n FROM range(400000) t(r)",
            "--memory",
            "64MB");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("n\n400000\n");
    assertThat(entries(scratch)).isEmpty();
  }

  @Test
  void the_rest_of_a_killed_process_is_removed() throws IOException {
    Path rest = Files.createDirectory(scratch.resolve("tg-fetcher-sql-123"));
    Files.writeString(rest.resolve("spill.tmp"), "rows");
    Files.setLastModifiedTime(rest, FileTime.fromMillis(0));

    var unused = query("SELECT 1");

    assertThat(entries(scratch)).isEmpty();
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}
