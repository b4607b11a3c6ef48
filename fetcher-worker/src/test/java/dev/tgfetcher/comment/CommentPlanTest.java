package dev.tgfetcher.comment;

import static dev.tgfetcher.comment.CommentPlan.Step.LOCATE_OLDEST;
import static dev.tgfetcher.comment.CommentPlan.Step.READ_GROUP;
import static dev.tgfetcher.comment.CommentPlan.Step.READ_THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommentPlanTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");

  private static ChannelPost post(int id, int replies, long lastReply) {
    return new ChannelPost(id, NOON, replies, lastReply);
  }

  /** Posts with the same number of comments, in a group without other messages. */
  private static List<ChannelPost> busy(int posts, int replies) {
    return IntStream.rangeClosed(1, posts)
        .mapToObj(i -> post(i, replies, posts + (long) i * replies))
        .toList();
  }

  /** A position an hour after the posts, with a last page of this span and these comments. */
  private static GroupPosition at(long lowestId, int seconds, int comments) {
    return GroupPosition.START.after(
        lowestId,
        NOON.plusSeconds(3_600),
        new GroupPosition.Page(100, comments, Duration.ofSeconds(seconds), 100));
  }

  @Test
  void a_thread_costs_one_request_and_one_for_each_page() {
    assertThat(CommentPlan.threadRequests(List.of(post(1, 1, 0)))).isEqualTo(2);
    assertThat(CommentPlan.threadRequests(List.of(post(1, 100, 0)))).isEqualTo(2);
    assertThat(CommentPlan.threadRequests(List.of(post(1, 101, 0), post(2, 5, 0)))).isEqualTo(5);
    assertThat(CommentPlan.threadRequests(List.of(post(1, ChannelPost.UNKNOWN, 0)))).isEqualTo(2);
  }

  @Test
  void many_small_threads_are_read_in_the_group() {
    assertThat(CommentPlan.decide(busy(300, 6), GroupPosition.START)).isEqualTo(READ_GROUP);
  }

  @Test
  void few_large_threads_are_read_one_by_one() {
    List<ChannelPost> posts = List.of(post(1, 500, 90_000), post(2, 500, 2_000));

    assertThat(CommentPlan.decide(posts, GroupPosition.START)).isEqualTo(READ_THREADS);
  }

  @Test
  void the_same_number_of_requests_is_read_thread_by_thread() {
    assertThat(CommentPlan.decide(List.of(post(1, 150, 0)), GroupPosition.START))
        .isEqualTo(READ_GROUP);
    assertThat(
            CommentPlan.decide(
                List.of(post(1, 250, 5_000), post(2, 1, 4_000)), GroupPosition.START))
        .isEqualTo(READ_THREADS);
  }

  @Test
  void threads_are_read_when_the_group_is_dense_and_the_threads_are_cheap() {
    assertThat(CommentPlan.decide(busy(2, 1), at(1_000, 10, 100))).isEqualTo(READ_THREADS);
  }

  @Test
  void the_oldest_post_is_located_when_the_group_is_dense_and_the_threads_are_expensive() {
    GroupPosition dense = at(1_000, 10, 100);

    assertThat(CommentPlan.decide(busy(50, 1), dense)).isEqualTo(LOCATE_OLDEST);
    assertThat(CommentPlan.decide(busy(50, 1), dense.withFloor(500))).isEqualTo(READ_GROUP);
    assertThat(CommentPlan.decide(busy(4, 1), dense.withFloor(100))).isEqualTo(READ_THREADS);
  }

  @Test
  void the_oldest_post_is_located_when_few_messages_are_comments() {
    assertThat(CommentPlan.decide(busy(50, 1), at(1_000, 3_600, 0))).isEqualTo(LOCATE_OLDEST);
    assertThat(CommentPlan.decide(busy(50, 1), at(1_000, 3_600, 1))).isEqualTo(LOCATE_OLDEST);
  }

  @Test
  void a_sparse_group_of_comments_is_read_page_by_page() {
    assertThat(CommentPlan.decide(busy(50, 1), at(300, 3_600, 90))).isEqualTo(READ_GROUP);
  }
}
