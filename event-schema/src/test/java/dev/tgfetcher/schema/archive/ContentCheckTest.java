package dev.tgfetcher.schema.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

class ContentCheckTest {
  private static final String FILE = Json.MAPPER.writeValueAsString(SampleRecords.file());

  @Test
  void the_digest_covers_the_members_as_written() {
    String messages = FILE.substring(FILE.indexOf("\"messages\":"), FILE.indexOf(",\"content_sha"));
    String content =
        "\"source_info\":{\"id\":\"@ru_python\",\"title\":\"Питон \\\"вслух\\\"\","
            + "\"url\":\"https://t.me/ru_python\",\"type\":\"channel\",\"chat_id\":-1001234567890,"
            + "\"linked_chat_id\":-1009876543210,\"upgraded_from_chat_id\":-4810},\"date\":\"2025-11-07\",\"complete\":true,"
            + "\"incomplete_reason\":null,\"comments_complete\":true,"
            + "\"senders\":{\"-1001234567890\":\"Питон\",\"42\":\"Ада 😀\","
            + "\"7\":\"Deleted Account\"},\"topics\":{\"1\":\"General\"},"
            + messages;

    assertThat(SampleRecords.file().contentSha256()).isEqualTo(Sha256.hex(content));
    assertThat(check(FILE)).isEqualTo(new ContentCheck(Sha256.hex(content), Sha256.hex(content)));
  }

  @Test
  void white_space_does_not_matter() {
    String pretty =
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(SampleRecords.file());

    assertThat(pretty).contains("\n  \"messages\" : [");
    assertThat(check(pretty)).isEqualTo(check(FILE));
    assertThat(check(pretty).passes()).isTrue();
  }

  @Test
  void a_file_of_version_1_1_passes_the_check() throws Exception {
    assertThat(check(OlderFiles.text("archive-1.1/ru_python/2025-11-07.json")).passes()).isTrue();
  }

  @Test
  void an_empty_day_passes_the_check() {
    ArchiveFile empty = ArchiveFile.of(SampleRecords.incompleteHeader(), List.of());

    assertThat(check(Json.MAPPER.writeValueAsString(empty)).passes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"revision\":2                | \"revision\":3",
        "\"tdlib_version\":\"1.8.67\"  | \"tdlib_version\":\"1.9.0\"",
        "\"read_by\":\"ids\"         | \"read_by\":\"history\"",
        "\"absent\":7               | \"absent\":8",
        "\"fetched_at\":\"2025         | \"fetched_at\":\"2026"
      })
  void members_that_every_fetch_changes_do_not_matter(String before, String after) {
    assertThat(FILE).contains(before);
    assertThat(check(FILE.replace(before, after)).passes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"count\":3         | \"count\":4",
        "0.000010            | 0.00001",
        "\"text\":null       | \"text\":\"\"",
        "\"complete\":true   | \"complete\":false",
        "General             | Off topic",
        "\"chat_id\":null,    | \"chat_id\":-4810,",
        "Deleted Account     | deleted account",
        "\"date\":\"2025-11-07\" | \"date\":\"2025-11-08\"",
        "\"media\":null,     | ''",
        "\"content_sha256\"  | \"content\""
      })
  void any_change_of_the_content_fails_the_check(String before, String after) {
    assertThat(FILE).contains(before);
    assertThat(check(FILE.replace(before, after)).passes()).isFalse();
  }

  @Test
  void a_file_that_was_cut_off_cannot_be_checked() {
    assertThatThrownBy(() -> check(FILE.substring(0, FILE.length() - 100)))
        .isInstanceOf(JacksonException.class);
  }

  private static ContentCheck check(String file) {
    return ContentCheck.of(new ByteArrayInputStream(file.getBytes(UTF_8)));
  }
}
