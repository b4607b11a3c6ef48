package dev.tgfetcher.schema.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.schema.message.ServiceAction;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveRoundTripTest {
  @TempDir Path folder;

  @Test
  void a_file_read_back_equals_what_was_written() throws Exception {
    Path file =
        Files.write(folder.resolve("x.json"), Json.MAPPER.writeValueAsBytes(SampleRecords.file()));

    assertThat(ArchiveReader.read(file)).isEqualTo(SampleRecords.file());
  }

  @Test
  void members_stand_in_the_order_of_the_contract() {
    assertThat(Json.MAPPER.valueToTree(SampleRecords.file()).propertyNames())
        .containsExactly(
            "version",
            "timezone",
            "date",
            "fetched_at",
            "revision",
            "tdlib_version",
            "source_info",
            "complete",
            "incomplete_reason",
            "comments_complete",
            "comments_as_of",
            "reactions_as_of",
            "read_by",
            "id_range",
            "senders",
            "topics",
            "messages",
            "content_sha256");
    assertThat(Json.MAPPER.valueToTree(SampleRecords.plain(1)).propertyNames())
        .startsWith("id", "chat_id", "date", "text", "sender_id", "reply_to_msg_id", "forward_from")
        .endsWith(
            "service",
            "reply",
            "buttons",
            "fact_check",
            "restriction",
            "paid_stars",
            "sender_tag",
            "effect_id",
            "is_protected",
            "rich",
            "extra",
            "comments");
  }

  @Test
  void nulls_are_written_and_dates_have_the_offset_of_utc() {
    assertThat(Json.MAPPER.writeValueAsString(SampleRecords.plain(3)))
        .isEqualTo(
            "{\"id\":3,\"chat_id\":null,\"date\":\"2025-11-07T12:00:03+00:00\",\"text\":\"text 3\",\"sender_id\":42,"
                + "\"reply_to_msg_id\":null,\"forward_from\":null,\"forward\":null,\"reactions\":[],"
                + "\"edit_date\":null,\"views\":null,\"forwards\":null,\"reply_count\":null,"
                + "\"album_id\":null,\"topic_id\":null,\"author_signature\":null,"
                + "\"via_bot_id\":null,\"is_pinned\":false,\"entities\":[],\"media\":null,"
                + "\"service\":null,\"reply\":null,\"buttons\":null,\"fact_check\":null,"
                + "\"restriction\":null,\"paid_stars\":null,\"sender_tag\":null,"
                + "\"effect_id\":null,\"is_protected\":false,\"rich\":null,\"extra\":{},"
                + "\"comments\":[]}");
  }

  @Test
  void a_message_of_the_upgraded_group_differs_from_one_with_its_id() {
    ArchivedMessage ofGroup = SampleRecords.post().withChatId(-4810);

    assertThat(ofGroup).isNotEqualTo(SampleRecords.post());
    assertThat(ofGroup.chatId()).isEqualTo(-4810);
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(ofGroup), ArchivedMessage.class))
        .isEqualTo(ofGroup);
  }

  @Test
  void details_are_sorted_and_follow_the_other_fields() {
    Media poll =
        Media.of("poll", Map.of("question", "?", "options", List.of("a"), "anonymous", true));

    assertThat(Json.MAPPER.writeValueAsString(poll))
        .endsWith(",\"title\":null,\"anonymous\":true,\"options\":[\"a\"],\"question\":\"?\"}");
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(poll), Media.class))
        .isEqualTo(poll);
  }

  @Test
  void details_are_equal_however_they_were_made() {
    Media made =
        Media.of("poll", Map.of("correct", 1, "options", List.of(Map.of("b", 2, "a", 0.5))));

    assertThat(Json.MAPPER.writeValueAsString(made))
        .endsWith(",\"correct\":1,\"options\":[{\"a\":0.5,\"b\":2}]}");
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(made), Media.class))
        .isEqualTo(made);
  }

  @Test
  void a_detail_with_the_name_of_a_field_is_refused() {
    assertThatThrownBy(() -> Media.of("poll", Map.of("file_name", "x")))
        .hasMessage("file_name is the name of a field, not of an additional property");
    assertThatThrownBy(() -> new ServiceAction("x", Map.of("type", "y")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_comment_has_no_comments() {
    assertThatThrownBy(() -> SampleRecords.plain(1, List.of(SampleRecords.post())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_file_records_the_digest_of_its_content() {
    byte[] bytes = Json.MAPPER.writeValueAsBytes(SampleRecords.file());

    ContentCheck check = ContentCheck.of(new ByteArrayInputStream(bytes));

    assertThat(check.recorded()).isEqualTo(SampleRecords.file().contentSha256());
    assertThat(check.computed()).isEqualTo(check.recorded());
    assertThat(check.passes()).isTrue();
  }
}
