package dev.tgfetcher.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.ReadOptions;
import dev.tgfetcher.fetch.FetchedArchive;
import dev.tgfetcher.history.InMemoryChat;
import dev.tgfetcher.history.InMemoryTelegram;
import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.TdFields;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class CommentReaderTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final Instant MORNING = Instant.parse("2025-11-07T08:00:00Z");
  private static final Instant LATER = Instant.parse("2025-12-01T00:00:00Z");

  private static final int ALL_IDS = 200;

  @TempDir private Path folder;

  private final InMemoryTelegram telegram = new InMemoryTelegram();
  private final InMemoryChat channel = telegram.channel("news");
  private final InMemoryChat group = telegram.supergroup("newstalk");
  private FetchedArchive archive;

  /** The ids of the expected comments, by post. */
  private final Map<Long, List<Long>> written = new TreeMap<>();

  @BeforeEach
  void open() {
    channel.linked = group;
    group.joined = false;
    open(ALL_IDS);
  }

  private void open(int idsPerRequest) {
    archive = FetchedArchive.of(folder, telegram, idsPerRequest, LATER);
  }

  private void readNothingByIds() {
    archive.close();
    open(1);
  }

  @AfterEach
  void close() {
    assertThat(archive.leftovers()).isEmpty();
    assertThat(group.isOpen).isFalse();
    archive.close();
  }

  private long post(Instant date) {
    long post = channel.discussedPost(date);
    written.put(post, new ArrayList<>());
    return post;
  }

  private void comment(long post, Instant date) {
    written.get(post).add(channel.comment(post, date, "comment"));
  }

  private List<ArchiveFile> fetch(int days) throws InterruptedException {
    return archive.fetch(
        "@news", FetchWindow.of(DAY.minusDays(days - 1), DAY), new ReadOptions(null, false, LATER));
  }

  private static Map<Long, List<Long>> comments(List<ArchiveFile> files) {
    Map<Long, List<Long>> comments = new TreeMap<>();
    for (ArchiveFile file : files) {
      for (ArchivedMessage post : file.messages()) {
        comments.put(post.id(), post.comments().stream().map(ArchivedMessage::id).toList());
      }
    }
    return comments;
  }

  private int commentRequests() {
    return telegram.count("getMessageThread")
        + telegram.count("getMessageThreadHistory")
        + telegram.count("searchChatMessages");
  }

  @Test
  void a_busy_day_is_read_in_one_scan_of_the_group() throws Exception {
    for (int i = 0; i < 300; i++) {
      post(MORNING.plusSeconds(i));
    }
    for (int i = 0; i < 1_800; i++) {
      comment(1 + i % 300, MORNING.plusSeconds(1_000 + i));
    }

    List<ArchiveFile> files = fetch(1);

    assertThat(comments(files)).isEqualTo(written);
    assertThat(files.get(0).header().commentsComplete()).isTrue();
    assertThat(telegram.count("getMessageThread")).isZero();
    // 2,100 messages are 100 by search and ten slices of 200. The 300 posts are two slices, and the
    // ids after the last one are asked for twice.
    assertThat(commentRequests()).isEqualTo(1);
    assertThat(telegram.count("getMessages")).isEqualTo(10 + 3);
  }

  @Test
  void one_large_thread_is_read_as_a_thread() throws Exception {
    long quiet = post(MORNING);
    comment(quiet, MORNING.plusSeconds(5));
    for (int i = 0; i < 250; i++) {
      comment(quiet, MORNING.plusSeconds(10));
    }
    for (int i = 0; i < 5_000; i++) {
      group.post(MORNING.plusSeconds(86_400 + i), "chatter");
    }
    comment(quiet, MORNING.plusSeconds(200_000));

    List<ArchiveFile> files = fetch(1);

    assertThat(comments(files)).isEqualTo(written);
    assertThat(telegram.count("getMessageThread")).isEqualTo(1);
    assertThat(telegram.count("getMessageThreadHistory")).isEqualTo(3);
    // Reply counts do not show the group's other messages; the first page does.
    assertThat(commentRequests()).isLessThanOrEqualTo(4 + 2);
  }

  @Test
  void the_days_of_a_window_share_one_scan() throws Exception {
    for (int day = 3; day >= 0; day--) {
      for (int i = 0; i < 50; i++) {
        post(MORNING.minusSeconds(day * 86_400L).plusSeconds(i));
      }
      for (int i = 0; i < 450; i++) {
        // Some comments belong to posts of earlier days.
        comment(
            Math.max(1, written.size() - i % 80),
            MORNING.minusSeconds(day * 86_400L).plusSeconds(500 + i));
      }
    }

    List<ArchiveFile> files = fetch(4);

    assertThat(comments(files)).isEqualTo(written);
    assertThat(files).allMatch(file -> file.header().commentsComplete());
    assertThat(commentRequests()).isLessThanOrEqualTo(20 * 12 / 10);
  }

  @Test
  void threads_are_read_when_the_group_has_many_other_messages() throws Exception {
    for (int i = 0; i < 30; i++) {
      post(MORNING.plusSeconds(i));
      comment(i + 1, MORNING.plusSeconds(i));
    }
    for (int i = 0; i < 20_000; i++) {
      group.post(MORNING.plusSeconds(3_600 + i), "chatter");
    }
    for (int i = 0; i < 30; i++) {
      comment(i + 1, MORNING.plusSeconds(86_400));
    }

    List<ArchiveFile> files = fetch(1);

    assertThat(comments(files)).isEqualTo(written);
    assertThat(commentRequests()).isLessThanOrEqualTo(60 * 12 / 10);
  }

  @Test
  void a_group_that_cannot_be_searched_is_read_by_its_history() throws Exception {
    telegram.searchIsEmpty = true;
    for (int i = 0; i < 40; i++) {
      post(MORNING.plusSeconds(i));
      comment(i + 1, MORNING.plusSeconds(i));
    }

    assertThat(comments(fetch(1))).isEqualTo(written);
    assertThat(telegram.count("getMessageThread")).isZero();
    assertThat(telegram.count("searchChatMessages")).isEqualTo(1);
  }

  @Test
  void comments_after_the_cut_off_are_left_out() throws Exception {
    long post = post(MORNING);
    comment(post, MORNING.plusSeconds(5));
    long late = channel.comment(post, LATER.plusSeconds(1), "too late");

    ArchiveFile file = fetch(1).get(0);

    assertThat(comments(List.of(file))).isEqualTo(written).doesNotContainValue(List.of(late));
    assertThat(file.header().commentsAsOf()).isEqualTo(LATER);
    assertThat(file.header().commentsComplete()).isTrue();
  }

  @Test
  void comments_keep_the_message_that_they_reply_to() throws Exception {
    long post = post(MORNING);
    comment(post, MORNING.plusSeconds(5));
    long first = written.get(post).get(0);
    comment(post, MORNING.plusSeconds(6));
    group
        .messages
        .lastEntry()
        .getValue()
        .set(
            "reply_to",
            TdMessages.json(
                "{'@type':'messageReplyToMessage','chat_id':"
                    + group.id
                    + ",'message_id':"
                    + TdFields.messageId(first)
                    + "}"));

    ArchivedMessage archived = fetch(1).get(0).messages().get(0);

    assertThat(archived.comments().get(1).replyToMsgId()).isEqualTo(first);
    assertThat(archived.comments().get(0).senderId()).isEqualTo(42);
    assertThat(archived.replyCount()).isEqualTo(2);
  }

  @Test
  void the_comments_of_a_post_with_buttons_are_read() throws Exception {
    long post = post(MORNING);
    comment(post, MORNING.plusSeconds(5));
    ObjectNode message = channel.messages.firstEntry().getValue();
    message.remove("interaction_info");
    message.set("reply_markup", TdMessages.json("{'@type':'replyMarkupInlineKeyboard'}"));

    assertThat(comments(fetch(1))).isEqualTo(written);
  }

  @Test
  void a_deleted_root_does_not_fail_the_reading() throws Exception {
    long gone = post(MORNING);
    comment(gone, MORNING.plusSeconds(5));
    long there = post(MORNING.plusSeconds(10));
    comment(there, MORNING.plusSeconds(15));
    group.messages.remove(group.rootOf(channel, gone).orElseThrow());

    ArchiveFile file = fetch(1).get(0);

    assertThat(comments(List.of(file)).get(there)).isEqualTo(written.get(there));
    assertThat(comments(List.of(file)).get(gone)).isEmpty();
    assertThat(file.header().commentsComplete()).isFalse();
  }

  @Test
  void a_private_group_makes_the_comments_incomplete() throws Exception {
    post(MORNING);
    group.isPrivate = true;

    ArchiveFile file = fetch(1).get(0);

    assertThat(file.messages()).hasSize(1);
    assertThat(file.header().complete()).isTrue();
    assertThat(file.header().commentsComplete()).isFalse();
  }

  @Test
  void a_channel_without_a_group_has_no_comments() throws Exception {
    channel.linked = null;
    channel.post(MORNING, "post");

    ArchiveFile file = fetch(1).get(0);

    assertThat(file.header().commentsComplete()).isTrue();
    assertThat(commentRequests()).isZero();
  }

  @Test
  void posts_without_comments_cost_no_request() throws Exception {
    for (int i = 0; i < 40; i++) {
      post(MORNING);
    }

    assertThat(comments(fetch(1))).isEqualTo(written);
    assertThat(commentRequests()).isZero();
  }

  /** Posts that all have comments, so that the group costs less; the last post is the newest. */
  private void discussedPosts(int posts, int commentsEach) {
    for (int i = 0; i < posts; i++) {
      post(MORNING.plusSeconds(i));
    }
    for (int i = 0; i < posts * commentsEach; i++) {
      comment(1 + i % posts, MORNING.plusSeconds(1_000 + i));
    }
  }

  private void hide(long comment) {
    telegram.unsearchable.add(TdFields.messageId(comment));
  }

  @Test
  void comments_that_a_search_leaves_out_are_read_from_the_thread() throws Exception {
    readNothingByIds();
    discussedPosts(50, 6);
    hide(written.get(7L).get(2));
    hide(written.get(9L).get(0));

    ArchiveFile file = fetch(1).get(0);

    assertThat(comments(List.of(file))).isEqualTo(written);
    assertThat(file.header().commentsComplete()).isTrue();
    assertThat(telegram.count("getMessageThread")).isEqualTo(2);
  }

  @Test
  void too_many_threads_with_gaps_make_the_comments_incomplete() throws Exception {
    readNothingByIds();
    discussedPosts(50, 6);
    written.values().forEach(comments -> hide(comments.remove(3)));

    ArchiveFile file = fetch(1).get(0);

    assertThat(file.header().commentsComplete()).isFalse();
    assertThat(comments(List.of(file)).values().stream().map(List::size))
        .hasSize(50)
        .allMatch(size -> size == 5 || size == 6);
    assertThat(telegram.count("getMessageThread")).isEqualTo(10);
  }

  @Test
  void fewer_comments_than_telegram_counts_are_incomplete_after_the_requests_of_the_thread()
      throws Exception {
    discussedPosts(50, 6);
    InMemoryChat.replies(channel.messages.get(TdFields.messageId(7)), 8, 0);

    ArchiveFile file = fetch(1).get(0);

    assertThat(comments(List.of(file))).isEqualTo(written);
    assertThat(file.header().commentsComplete()).isFalse();
    assertThat(telegram.count("getMessageThread")).isEqualTo(1);
  }

  @Test
  void a_thread_with_more_comments_than_its_count_is_read_to_its_end() throws Exception {
    long post = post(MORNING);
    for (int i = 0; i < 230; i++) {
      comment(post, MORNING.plusSeconds(5));
    }
    for (int i = 0; i < 5_000; i++) {
      group.post(MORNING.plusSeconds(86_400 + i), "chatter");
    }
    comment(post, MORNING.plusSeconds(200_000));
    telegram.maxReplyCount = 100;

    assertThat(comments(fetch(1))).isEqualTo(written);
  }

  @Test
  void a_search_that_ends_early_continues_by_history() throws Exception {
    discussedPosts(50, 6);
    telegram.refuse("searchChatMessages", 2, 400, "SEARCH_IS_TIRED");

    ArchiveFile file = fetch(1).get(0);

    assertThat(comments(List.of(file))).isEqualTo(written);
    assertThat(file.header().commentsComplete()).isTrue();
    assertThat(telegram.count("getMessageThread")).isZero();
  }
}
