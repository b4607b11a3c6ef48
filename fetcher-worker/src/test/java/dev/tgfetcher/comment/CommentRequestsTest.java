package dev.tgfetcher.comment;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.rpc.RecordedRequest;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.fetch.FetchedWorld;
import dev.tgfetcher.schema.archive.ArchiveFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments cost at most 1.2 times the least possible requests, by the emulator's count. */
class CommentRequestsTest {
  /** Messages of a request by ids, and of one by search, which begins a scan of the group. */
  private static final int SLICE = 200;

  /** Requests for comments, if they are sent to the group. */
  private static final Set<String> READS =
      Set.of(
          "messages.search", "messages.getHistory", "messages.getReplies", "channels.getMessages");

  @TempDir private Path folder;
  private FetchedWorld world;

  private void start(long seed, int comments, int... postsPerDay) throws InterruptedException {
    GeneratedChat news =
        GeneratedChat.channel("news", "News", Timeline.days(FIRST, postsPerDay), comments);
    world =
        FetchedWorld.start(
            World.generated(seed, new WorldSpec(1, List.of(news))),
            folder,
            FetchedWorld.RECYCLE_NEVER);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Chat group() {
    return world.chat("news_chat");
  }

  /** Fetches days from the first on; returns the number of requests for comments. */
  private long requestsFor(int days) throws InterruptedException {
    world.requests().clear();
    List<ArchiveFile> files = world.fetch("@news", days);
    world.assertSame("news", files);
    long requests = world.requests().count("messages.getDiscussionMessage");
    for (RecordedRequest request = take(); request != null; request = take()) {
      if (READS.contains(request.method()) && isAboutComments(request)) {
        requests++;
      }
    }
    return requests;
  }

  private RecordedRequest take() throws InterruptedException {
    return world.requests().takeRequest(Duration.ZERO);
  }

  private boolean isAboutComments(RecordedRequest request) {
    return switch (request.method()) {
      case "messages.getReplies" -> true;
      case "channels.getMessages" -> idIn(request, "channel") == group().id();
      default -> idIn(request, "peer") == group().id();
    };
  }

  private static long idIn(RecordedRequest request, String field) {
    return request.body().object(field).number("channel_id");
  }

  /** The least possible: by ids. */
  private static long pages(long messages) {
    return (messages + SLICE - 1) / SLICE;
  }

  @Test
  void a_busy_day_takes_the_pages_of_the_group() throws Exception {
    start(31, 9, 250);

    assertThat(requestsFor(1)).isLessThanOrEqualTo(pages(250 * 10) * 12 / 10);
  }

  @Test
  void a_busy_day_before_a_quiet_one_takes_the_pages_of_the_group() throws Exception {
    start(32, 9, 250, 20);

    assertThat(requestsFor(1)).isLessThanOrEqualTo(pages(270 * 10) * 12 / 10);
  }

  @Test
  void a_window_of_busy_days_takes_the_pages_of_the_group_once() throws Exception {
    start(33, 6, 80, 0, 120, 90);

    assertThat(requestsFor(4)).isLessThanOrEqualTo(pages(290 * 7) * 12 / 10);
  }

  @Test
  void a_few_old_posts_take_the_requests_of_their_threads() throws Exception {
    start(34, 3, 5, 0, 400);

    assertThat(requestsFor(1)).isLessThanOrEqualTo(2 * 5 * 12 / 10);
  }

  @Test
  void a_few_large_threads_take_the_pages_of_their_threads() throws Exception {
    start(35, 250, 2, 60);

    assertThat(requestsFor(1)).isLessThanOrEqualTo(2 * (1 + 3) * 12 / 10);
  }

  @Test
  void posts_in_a_busy_group_take_the_requests_of_their_threads() throws Exception {
    start(36, 4, 30);
    Instant later = FIRST.plusDays(1).atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
    for (int i = 0; i < 9_000; i++) {
      Instant date = later.plusSeconds(i);
      group().add(m -> m.at(date).from(group()).text("chatter"));
    }

    assertThat(requestsFor(1)).isLessThanOrEqualTo(2 * 30 * 12 / 10);
  }
}
