package dev.tgfetcher.schema.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Reaction;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ArchiveReaderTest {

  /** The fields that an analyzer of version 1.0 reads, and its mapper. */
  record KnownFile(
      String version, KnownSource source_info, Map<String, String> senders, List<Known> messages) {}

  record KnownSource(String id, String title, String url, String type) {}

  record Known(
      int id,
      String date,
      String text,
      long sender_id,
      Integer reply_to_msg_id,
      String forward_from,
      List<KnownReaction> reactions,
      List<Known> comments) {}

  record KnownReaction(String emoji, int count, List<Long> users) {}

  @Test
  void a_file_of_version_1_0_is_read_as_incomplete() throws Exception {
    ArchiveFile file = ArchiveReader.read(oldFile("2024-03-01"));

    ArchiveHeader header = file.header();
    assertThat(header.version()).isEqualTo("1.0");
    assertThat(header.date()).isEqualTo(LocalDate.of(2024, 3, 1));
    assertThat(header.fetchedAt()).isEqualTo(Instant.parse("2024-03-02T01:00:03.123456Z"));
    assertThat(header.revision()).isEqualTo(1);
    assertThat(header.complete()).isFalse();
    assertThat(header.incompleteReason()).contains("1.0");
    assertThat(header.commentsComplete()).isFalse();
    assertThat(header.sourceInfo().chatId()).isNull();
    assertThat(header.senders()).containsEntry("42", "Ада");
    assertThat(file.contentSha256()).isNull();
  }

  @Test
  void messages_of_version_1_0_keep_their_fields() throws Exception {
    List<ArchivedMessage> messages = ArchiveReader.read(oldFile("2024-03-01")).messages();

    assertThat(messages).extracting(ArchivedMessage::id).containsExactly(100L, 101L);
    ArchivedMessage first = messages.get(0);
    assertThat(first.text()).isEqualTo("Привет 👋");
    assertThat(first.reactions())
        .containsExactly(Reaction.emoji("👍", 2, List.of(7L, 42L)), Reaction.emoji("🔥", 1, null));
    assertThat(first.entities()).isEmpty();
    assertThat(first.isPinned()).isFalse();
    assertThat(first.comments()).extracting(ArchivedMessage::replyToMsgId).containsExactly(100L);
    assertThat(messages.get(1).forwardFrom()).isEqualTo("Someone");
  }

  @Test
  void the_required_fields_of_version_1_0_are_enough() throws Exception {
    ArchiveFile file = ArchiveReader.read(oldFile("2024-03-02"));

    assertThat(file.header().date()).isEqualTo(LocalDate.of(2024, 3, 2));
    assertThat(file.header().fetchedAt()).isNull();
    assertThat(file.header().senders()).containsEntry("5", "Written after the messages");
    assertThat(file.messages().get(0).senderId()).isZero();
    assertThat(file.messages().get(0).reactions()).isEmpty();
  }

  @Test
  void a_file_of_version_1_1_has_none_of_the_later_members() throws Exception {
    ArchiveFile file = ArchiveReader.read(OlderFiles.path("archive-1.1/ru_python/2025-11-07.json"));

    assertThat(file.header().version()).isEqualTo("1.1");
    assertThat(file.header().readBy()).isNull();
    assertThat(file.header().topics()).isEmpty();
    assertThat(file.messages()).hasSize(5).extracting(ArchivedMessage::chatId).containsOnlyNulls();
    assertThat(file.messages().get(0).comments()).hasSize(1);
    assertThat(file.messages().get(0).details().isProtected()).isNull();
    assertThat(file.messages().get(0).details().extra()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-03-01", "2024-03-02"})
  void files_of_version_1_0_satisfy_their_schema(String date) throws Exception {
    assertThat(JsonSchemas.ARCHIVE_1_0.problems(Files.readString(oldFile(date)))).isEmpty();
  }

  @Test
  void a_reader_that_knows_only_the_older_fields_reads_every_file() throws Exception {
    JsonMapper mapper = JsonMapper.builder().build();

    KnownFile file =
        mapper.readValue(Json.MAPPER.writeValueAsString(SampleRecords.file()), KnownFile.class);
    KnownFile old = mapper.readValue(Files.readString(oldFile("2024-03-01")), KnownFile.class);

    assertThat(old.messages()).hasSize(2);
    assertThat(file.source_info().type()).isEqualTo("channel");
    assertThat(file.messages()).hasSize(3);
    assertThat(file.messages().get(0).date()).isEqualTo("2025-11-07T10:30:00+00:00");
    assertThat(file.messages().get(0).comments()).hasSize(1);
    assertThat(file.messages().get(0).reactions())
        .extracting(KnownReaction::emoji)
        .containsExactly("👍", "custom:5368324170671202286", "⭐");
  }

  @Test
  void messages_come_one_by_one() {
    List<ArchivedMessage> many =
        LongStream.rangeClosed(1, 5_000).mapToObj(SampleRecords::plain).toList();
    ByteArrayInputStream bytes =
        new ByteArrayInputStream(
            Json.MAPPER.writeValueAsBytes(ArchiveFile.of(SampleRecords.header(), many)));

    try (ArchiveReader reader = ArchiveReader.open(bytes)) {
      assertThat(reader.header()).isEqualTo(SampleRecords.header());
      assertThat(reader.next()).isEqualTo(SampleRecords.plain(1));
      assertThat(bytes.available()).isGreaterThan(1_000_000);
      assertThat(reader.contentSha256()).isNull();
      reader.forEachRemaining(message -> assertThat(message.text()).isNotNull());
      assertThat(reader.contentSha256()).hasSize(64);
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void an_unknown_field_is_ignored() {
    String newer =
        Json.MAPPER
            .writeValueAsString(SampleRecords.file())
            .replace("{\"version\":\"1.2\",", "{\"version\":\"1.3\",\"mood\":{\"a\":[1]},")
            .replace("\"is_pinned\":", "\"mood\":[{}],\"is_pinned\":")
            .replace("],\"content_sha256\"", "],\"mood\":[{}],\"content_sha256\"");

    try (ArchiveReader reader = open(newer)) {
      assertThat(reader.next()).isEqualTo(SampleRecords.post());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"version\":\"1.1\"",
        "{\"version\":\"1.1\",\"messages\":{}}",
        "{\"version\":\"1.1\",\"messages\":[]}",
        "{\"version\":\"2.0\",\"messages\":[]}",
        "{\"version\":1.1,\"messages\":[]}",
        "{\"version\":\"1.0\",\"messages\":[]}",
        "{\"version\":\"1.0\",\"messages\":[7]}",
        "{\"version\":\"1.0\",\"messages\":[{\"id\":1,\"reactions\":[7]}]}",
        "{\"version\":\"1.0\",\"version\":\"1.0\",\"messages\":[]}"
      })
  void a_text_that_is_no_archive_file_is_refused(String text) {
    assertThatThrownBy(() -> open(text)).isInstanceOf(JacksonException.class);
  }

  @Test
  void a_file_that_was_cut_off_is_refused() {
    String whole = Json.MAPPER.writeValueAsString(SampleRecords.file());

    assertThatThrownBy(
            () -> open(whole.substring(0, whole.length() - 20)).forEachRemaining(message -> {}))
        .isInstanceOf(JacksonException.class);
  }

  private static ArchiveReader open(String text) {
    return ArchiveReader.open(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static Path oldFile(String date) throws Exception {
    return OlderFiles.path("archive-1.0/ru_python/" + date + ".json");
  }
}
