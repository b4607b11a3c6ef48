package dev.tgfetcher.schema.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.Reaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads a file in the forms that the Python fetcher wrote. */
class PythonFilesTest {
  private ArchiveFile file;

  @BeforeEach
  void read() throws Exception {
    file = ArchiveReader.read(OlderFiles.path("archive-1.0/old_chat/2024-03-03.json"));
  }

  private ArchivedMessage message(int index) {
    return file.messages().get(index);
  }

  @Test
  void the_header_is_completed() {
    ArchiveHeader header = file.header();

    assertThat(header.date()).isEqualTo(LocalDate.of(2024, 3, 3));
    assertThat(header.fetchedAt()).isEqualTo(Instant.parse("2024-03-04T01:00:03.5Z"));
    assertThat(header.sourceInfo().type()).isEqualTo(SourceType.UNKNOWN);
    assertThat(header.sourceInfo().title()).isEqualTo("old_chat");
    assertThat(header.sourceInfo().url()).isEmpty();
    assertThat(header.senders()).isEqualTo(Map.of("42", "Ada", "7", "7"));
    assertThat(header.topics()).isEmpty();
  }

  @Test
  void a_forward_that_is_an_object_has_its_name_id_and_date() {
    assertThat(message(0).forwardFrom()).isEqualTo("News");
    assertThat(message(0).forward())
        .isEqualTo(
            new Forward(
                ForwardKind.CHANNEL,
                -1001234567890L,
                "News",
                null,
                null,
                Instant.parse("2024-03-01T09:00:00Z")));
    assertThat(message(1).forwardFrom()).isEqualTo("Hidden");
    assertThat(message(1).forward()).isNull();
  }

  @Test
  void ids_are_numbers_strings_or_objects() {
    assertThat(file.messages()).extracting(ArchivedMessage::id).containsExactly(103L, 102L, 101L);
    assertThat(file.messages()).extracting(ArchivedMessage::senderId).containsExactly(42L, 0L, 42L);
    assertThat(message(0).replyToMsgId()).isEqualTo(100);
  }

  @Test
  void times_without_a_zone_and_in_seconds_are_of_utc() {
    assertThat(file.messages())
        .extracting(ArchivedMessage::date)
        .containsExactly(
            Instant.parse("2024-03-03T10:30:00Z"),
            Instant.parse("2024-03-03T10:29:00Z"),
            Instant.parse("2024-03-03T10:28:00Z"));
  }

  @Test
  void reactions_are_a_list_or_an_object() {
    assertThat(message(0).reactions())
        .containsExactly(Reaction.emoji("👍", 2, null), Reaction.emoji("🔥", 2, List.of(7L, 42L)));
    assertThat(message(1).reactions())
        .containsExactly(Reaction.emoji("👍", 1, null), Reaction.emoji("🔥", 1, List.of(7L)));
  }

  @Test
  void a_text_of_parts_is_joined_and_comments_of_comments_follow_them() {
    assertThat(message(2).text()).isEqualTo("See this");
    assertThat(message(2).comments())
        .extracting(ArchivedMessage::text)
        .containsExactly("first", "answer");
  }
}
