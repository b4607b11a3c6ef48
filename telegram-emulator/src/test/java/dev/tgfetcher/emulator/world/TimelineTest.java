package dev.tgfetcher.emulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-07");
  private static final long MIDNIGHT = Instant.parse("2025-11-07T00:00:00Z").getEpochSecond();
  private static final int DAY = 86_400;

  @Test
  void every_day_has_its_number_of_messages() {
    int[] counts = {0, 1, 99, 100, 0, 0, 101, 10_000};
    Timeline timeline = Timeline.days(FIRST, counts);

    int[] found = new int[counts.length];
    for (int id = 1; id <= timeline.count(); id++) {
      found[Math.toIntExact((timeline.epochSecond(id) - MIDNIGHT) / DAY)]++;
    }
    assertThat(found).isEqualTo(counts);
  }

  @Test
  void an_id_can_be_found_by_its_date() {
    Timeline timeline = Timeline.days(FIRST, 0, 200_000, 0, 3);

    for (int id = 1; id <= timeline.count(); id += 997) {
      int first = timeline.firstSince(timeline.epochSecond(id));
      assertThat(first).isLessThanOrEqualTo(id);
      assertThat(timeline.epochSecond(first)).isEqualTo(timeline.epochSecond(id));
    }
    assertThat(timeline.firstSince(0)).isEqualTo(1);
    assertThat(timeline.firstSince(MIDNIGHT + 2 * DAY)).isEqualTo(200_001);
    assertThat(timeline.firstSince(MIDNIGHT + 9 * DAY)).isZero();
  }

  @Test
  void dates_never_decrease() {
    Timeline timeline =
        Timeline.even(Instant.ofEpochSecond(1000), Instant.ofEpochSecond(1100), 1_000);

    for (int id = 2; id <= 1_000; id++) {
      assertThat(timeline.epochSecond(id)).isGreaterThanOrEqualTo(timeline.epochSecond(id - 1));
    }
  }

  @Test
  void comments_lie_between_their_post_and_the_next() {
    Timeline posts = Timeline.days(FIRST, 3);
    Timeline.Threaded comments = posts.threaded(4);

    assertThat(comments.count()).isEqualTo(15);
    assertThat(comments.rootOf(2)).isEqualTo(6);
    assertThat(comments.postOf(10)).isEqualTo(2);
    assertThat(comments.epochSecond(6)).isEqualTo(posts.epochSecond(2));
    assertThat(comments.epochSecond(10)).isBetween(posts.epochSecond(2), posts.epochSecond(3));
  }
}
