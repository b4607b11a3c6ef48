package dev.tgfetcher.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayIdsTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 11, 3);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

  private final DayIds ids = new DayIds();

  private void pageByIds(long lowest) {
    ids.startPage(new MessagePage(List.of(), lowest <= 1, lowest));
  }

  private void pageOfHistory() {
    ids.startPage(new MessagePage(List.of(), false, null));
  }

  private void messages(LocalDate day, long... newestFirst) {
    for (long id : newestFirst) {
      ids.add(id, day);
    }
  }

  @Test
  void a_day_goes_down_to_the_id_after_the_newest_message_of_the_days_before() {
    pageByIds(1);
    messages(WEDNESDAY, 20, 18);
    messages(TUESDAY, 15, 12);
    messages(MONDAY, 7);

    assertThat(ids.rangeOf(WEDNESDAY)).isEqualTo(new IdRange(16, 20, 3));
    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(8, 15, 6));
    assertThat(ids.rangeOf(MONDAY)).isEqualTo(new IdRange(1, 7, 6));
  }

  @Test
  void the_ranges_of_days_overlap_where_dates_step_back() {
    pageByIds(1);
    messages(TUESDAY, 6, 5);
    messages(MONDAY, 4);
    messages(TUESDAY, 3);
    messages(MONDAY, 2, 1);

    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(3, 6, 0));
    assertThat(ids.rangeOf(MONDAY)).isEqualTo(new IdRange(1, 4, 0));
  }

  @Test
  void a_message_without_a_date_is_not_absent() {
    pageByIds(1);
    messages(TUESDAY, 10);
    ids.add(9, null);
    messages(MONDAY, 7);

    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(8, 10, 1));
  }

  @Test
  void several_slices_are_one_range() {
    pageByIds(101);
    messages(TUESDAY, 300, 101);
    pageByIds(1);
    messages(TUESDAY, 90);
    messages(MONDAY, 50);

    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(51, 300, 247));
  }

  @Test
  void a_day_is_read_by_history_if_a_part_of_it_was() {
    pageByIds(100);
    messages(WEDNESDAY, 200);
    messages(TUESDAY, 150);
    pageOfHistory();
    messages(TUESDAY, 60);
    messages(MONDAY, 50);

    assertThat(ids.rangeOf(WEDNESDAY)).isEqualTo(new IdRange(151, 200, 49));
    assertThat(ids.readBy(WEDNESDAY, ids.rangeOf(WEDNESDAY))).isEqualTo(ReadBy.IDS);
    assertThat(ids.rangeOf(TUESDAY)).isNull();
    assertThat(ids.readBy(TUESDAY, ids.rangeOf(TUESDAY))).isEqualTo(ReadBy.HISTORY);
  }

  @Test
  void ids_between_two_pages_of_the_history_were_not_asked_for() {
    pageOfHistory();
    messages(WEDNESDAY, 200, 190);
    pageByIds(100);
    messages(WEDNESDAY, 180);
    messages(TUESDAY, 150);
    messages(MONDAY, 120);

    assertThat(ids.rangeOf(WEDNESDAY)).isNull();
    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(121, 150, 29));
  }

  @Test
  void a_day_without_messages_has_no_range() {
    pageByIds(1);
    messages(WEDNESDAY, 20);
    messages(MONDAY, 10);

    assertThat(ids.rangeOf(TUESDAY)).isNull();
    assertThat(ids.readBy(TUESDAY, ids.rangeOf(TUESDAY))).isEqualTo(ReadBy.IDS);
  }

  @Test
  void the_first_day_of_a_supergroup_begins_after_its_basic_group() {
    pageByIds(1);
    messages(TUESDAY, 3, 1);
    pageOfHistory();
    messages(MONDAY, -(1L << 40) + 4_000);

    assertThat(ids.rangeOf(TUESDAY)).isEqualTo(new IdRange(1, 3, 1));
    assertThat(ids.readBy(MONDAY, ids.rangeOf(MONDAY))).isEqualTo(ReadBy.HISTORY);
  }
}
