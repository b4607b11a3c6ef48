package dev.tgfetcher.archive.spool;

import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.newestFirst;
import static dev.tgfetcher.archive.TestingDays.withComments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaySpoolTest {
  @TempDir Path folder;
  private DaySpool spool;

  @BeforeEach
  void open() {
    spool = new DaySpool(folder, DATE, "1");
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void pages_that_came_newest_first_are_given_in_ascending_order() throws IOException {
    spool.addPage(newestFirst(messages(101, 250)));
    spool.addPage(newestFirst(messages(1, 100)));

    assertThat(content()).isEqualTo(messages(1, 250));
    assertThat(spool.messageCount()).isEqualTo(250);
    assertThat(spool.firstMessageTs()).contains(message(1).date());
    assertThat(spool.lastMessageTs()).contains(message(250).date());
    assertThat(spool.lastMessageId()).hasValue(250);
  }

  @Test
  void messages_of_the_upgraded_group_stand_first_even_with_the_same_ids() throws IOException {
    List<ArchivedMessage> ofGroup =
        messages(1, 9).stream().map(message -> message.withChatId(-4810)).toList();
    spool.addPage(newestFirst(messages(1, 3)));
    spool.addPage(newestFirst(ofGroup));
    spool.addComments(2, List.of(message(8)));

    List<ArchivedMessage> all = new ArrayList<>(ofGroup);
    all.addAll(List.of(message(1), withComments(message(2), List.of(message(8))), message(3)));
    assertThat(content()).isEqualTo(all);
    assertThat(spool.lastMessageId()).hasValue(3);
  }

  @Test
  void a_message_of_the_chat_after_those_of_its_basic_group_is_refused() {
    spool.addPage(List.of(message(9), message(5).withChatId(-4810)));

    assertThatThrownBy(() -> spool.addPage(List.of(message(4))))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("Message 4 of another chat came after the messages of the basic group -4810");
    assertThatThrownBy(() -> spool.addPage(List.of(message(5).withChatId(-4810))))
        .hasMessage("Message 5 came after 5");
  }

  @Test
  void topics_keep_their_names() {
    spool.addTopic(7, "News");

    assertThat(spool.topics()).containsExactly(Map.entry("7", "News"));
  }

  @Test
  void an_empty_day_has_no_times() throws IOException {
    spool.addPage(List.of());

    assertThat(content()).isEmpty();
    assertThat(spool.firstMessageTs()).isEmpty();
    assertThat(spool.lastMessageTs()).isEmpty();
    assertThat(spool.lastMessageId()).isEmpty();
  }

  @Test
  void comments_end_inside_their_posts_in_ascending_order() throws IOException {
    spool.addPage(newestFirst(messages(1, 3)));
    spool.addComments(1, newestFirst(messages(905, 907)));
    spool.addComments(3, List.of(message(904)));
    spool.addComments(1, newestFirst(messages(901, 902)));

    List<ArchivedMessage> ofFirst = new ArrayList<>(messages(901, 902));
    ofFirst.addAll(messages(905, 907));
    assertThat(content())
        .containsExactly(
            withComments(message(1), ofFirst),
            message(2),
            withComments(message(3), List.of(message(904))));
  }

  @Test
  void a_message_larger_than_every_buffer_is_kept_whole() throws IOException {
    ArchivedMessage large = message(2, DATE, "ж".repeat(300_000));
    spool.addPage(List.of(message(3), large, message(1)));
    spool.addComments(2, List.of(message(9, DATE, "ы".repeat(40_000)), message(8)));

    assertThat(content())
        .containsExactly(
            message(1),
            withComments(large, List.of(message(8), message(9, DATE, "ы".repeat(40_000)))),
            message(3));
  }

  @Test
  void a_message_that_comes_twice_is_refused_even_in_another_page() {
    spool.addPage(newestFirst(messages(5, 9)));

    assertThatThrownBy(() -> spool.addPage(List.of(message(5))))
        .isInstanceOfSatisfying(
            RefusedMessageException.class, e -> assertThat(e.messageId()).isEqualTo(5))
        .hasMessage("Message 5 came after 5");
  }

  @Test
  void a_message_newer_than_one_before_it_is_refused() {
    assertThatThrownBy(() -> spool.addPage(messages(1, 2)))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("Message 2 came after 1");
  }

  @Test
  void a_message_of_another_day_is_refused() {
    ArchivedMessage stray = message(1, DATE.minusDays(1), "late");

    assertThatThrownBy(() -> spool.addPage(List.of(stray)))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageContaining("is not of 2025-11-07");
  }

  @Test
  void comments_out_of_order_or_without_post_are_refused() {
    spool.addPage(List.of(message(1)));
    spool.addComments(1, List.of(message(8)));

    assertThatThrownBy(() -> spool.addComments(1, List.of(message(8))))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("Message 8 came after 8 among the comments of 1");
    assertThatThrownBy(() -> spool.addComments(2, List.of(message(7))))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("Message 2 has comments but is not of 2025-11-07");
  }

  @Test
  void a_message_with_comments_is_refused() {
    ArchivedMessage post = withComments(message(1), List.of(message(8)));

    assertThatThrownBy(() -> spool.addPage(List.of(post)))
        .isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void only_senders_of_messages_are_named_and_one_without_name_gets_its_id() {
    spool.addPage(List.of(message(2, message(2).date(), 7, "a"), message(1)));
    spool.addComments(1, List.of(message(9, message(9).date(), 8, "b")));
    spool.addSender(7, "Боб");
    spool.addSender(99, "nobody");

    assertThat(spool.senders())
        .containsOnly(Map.entry("7", "Боб"), Map.entry("8", "8"), Map.entry("42", "42"));
  }

  @Test
  void a_day_can_be_read_twice_and_then_accepts_no_messages() throws IOException {
    spool.addPage(newestFirst(messages(5, 9)));

    assertThat(content()).isEqualTo(content());
    assertThatThrownBy(() -> spool.addPage(List.of(message(4))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothing_stays_on_disk_after_closing() {
    spool.addPage(List.of(message(1)));
    assertThat(folder.toFile().list()).hasSize(2);

    spool.close();

    assertThat(folder.toFile().list()).isEmpty();
  }

  private List<ArchivedMessage> content() throws IOException {
    List<String> parts = new ArrayList<>();
    spool.forEachPart(part -> parts.add(new String(part, StandardCharsets.UTF_8)));
    String array = "[" + String.join(",", parts) + "]";
    return Arrays.asList(Json.MAPPER.readValue(array, ArchivedMessage[].class));
  }
}
