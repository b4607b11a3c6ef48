package dev.tgfetcher.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ReadHistoryTest {
  private static final Instant NOON = Instant.parse("2025-11-08T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(600);

  private final ReadHistory log = new ReadHistory();

  private static ResolvedChat chat(boolean joined, Long linked) {
    return chat(-1005, joined, linked);
  }

  private static ResolvedChat chat(long id, boolean joined, Long linked) {
    SourceInfo source = new SourceInfo("@a", "A", "", SourceType.CHANNEL, id, linked, null);
    return new ResolvedChat(id, source, joined, null, 0);
  }

  private static FetchWindow days(int from, int to) {
    return FetchWindow.of(LocalDate.of(2025, 11, from), LocalDate.of(2025, 11, to));
  }

  @Test
  void the_first_reading_is_fresh() {
    assertThat(log.isStale(chat(true, null), days(1, 8), NOON)).isFalse();
  }

  @Test
  void days_that_were_read_before_are_stale() {
    log.add(chat(true, null), days(3, 5), NOON);

    assertThat(log.isStale(chat(true, null), days(5, 7), LATER)).isTrue();
    assertThat(log.isStale(chat(true, null), days(6, 7), LATER)).isFalse();
  }

  @Test
  void windows_with_one_cut_off_are_one_reading() {
    log.add(chat(false, -1006L), days(5, 8), NOON);

    assertThat(log.isStale(chat(false, -1006L), days(1, 3), NOON)).isFalse();
  }

  @Test
  void newer_days_of_a_chat_that_is_not_joined_are_stale() {
    log.add(chat(false, null), days(7, 7), NOON);

    assertThat(log.isStale(chat(false, null), days(8, 8), LATER)).isTrue();
    assertThat(log.isStale(chat(true, null), days(8, 8), LATER)).isFalse();
    assertThat(log.isStale(chat(false, null), days(5, 6), LATER)).isFalse();
  }

  @Test
  void the_group_of_comments_is_stale_and_other_days_of_its_channel_are_not() {
    log.add(chat(true, -1006L), days(7, 7), NOON);

    assertThat(log.isStale(chat(true, -1006L), days(1, 2), LATER)).isFalse();
    assertThat(log.isStale(chat(-1006, true, null), days(1, 2), LATER)).isTrue();
  }

  @Test
  void nothing_is_stale_after_the_client_was_replaced() {
    log.add(chat(true, null), days(3, 5), NOON);

    log.clear();

    assertThat(log.isStale(chat(true, null), days(3, 5), LATER)).isFalse();
  }
}
