package dev.tgfetcher.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ArchiveSubcommandTest {
  private static final String DAY =
      """
      {"version":"1.0","timezone":"UTC",
       "source_info":{"id":"@harbour","title":"Harbour","url":"https://t.me/harbour","type":"channel"},
       "senders":{"7":"Ada"},
       "messages":[{"id":1,"date":"2025-11-07T10:00:00+00:00","text":"tide","sender_id":7,
         "reply_to_msg_id":null,"forward_from":null,"reactions":[],"comments":[]}]}
      """;

  @TempDir private Path directory;
  private Path day;

  @BeforeEach
  void set_up() throws IOException {
    day = directory.resolve("data/harbour/2025-11-07.json");
    Files.createDirectories(day.getParent());
    Files.writeString(day, DAY);
  }

  @Test
  void list_shows_a_calendar_and_explains_its_signs() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("archive", "list", "--data-dir", "data");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            harbour · Harbour
            2025-11-07 to 2025-11-07, 1 messages, 0 of 1 days complete
                     1   5    10   15   20   25   30
            2025-11        o                                        1 messages

            * proven   # complete   o incomplete   - empty   . missing   ! unreadable
            """);
  }

  @Test
  void list_sums_up_each_chat_in_a_line() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .run("archive", "list", "--summary", "--data-dir", "data", "t.me/harbour");

    assertThat(result.out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("harbour  2025-11-07  2025-11-07");
  }

  @Test
  void list_of_a_chat_that_is_not_there_fails_and_says_where_it_looked() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("archive", "list", "--data-dir", "data", "quay");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("'quay'").contains(directory.resolve("data").toString());
  }

  @Test
  void list_as_json_is_one_document() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .with("DATA_DIR", directory.resolve("data").toString())
            .run("archive", "list", "-o", "json");

    JsonNode chat = Json.MAPPER.readTree(result.out()).get(0);
    assertThat(chat.path("chat").asString()).isEqualTo("harbour");
    assertThat(chat.at("/days/0/state").asString()).isEqualTo("incomplete");
  }

  @Test
  void verify_passes_correct_files() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("archive", "verify", "--data-dir", "data");

    assertThat(result.out()).endsWith("1 files read, 0 findings\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void verify_exits_1_on_a_file_that_was_cut_off() throws IOException {
    Files.writeString(day, DAY.substring(0, DAY.length() / 2));

    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("archive", "verify", "--data-dir", "data");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("2025-11-07.json: ").contains("1 findings");
  }

  @Test
  void verify_as_json_names_the_kind() throws IOException {
    Files.writeString(day, "{");

    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .run("archive", "verify", "--data-dir", "data", "-o", "json");

    assertThat(Json.MAPPER.readTree(result.out()).at("/findings/0/kind").asString())
        .isEqualTo("unreadable");
  }

  @Test
  void repair_removes_the_remains_of_a_crash() throws IOException {
    Path left = Files.createFile(day.resolveSibling(".2025-11-06.abc.tmp"));

    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("archive", "verify", "--repair", "--data-dir", "data");

    assertThat(result.err()).contains("removed ").contains(".2025-11-06.abc.tmp");
    assertThat(left).doesNotExist();
  }
}
