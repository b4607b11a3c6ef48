package dev.tgfetcher.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.command.FetchMode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchWindowTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 8);

  private static LocalDate day(int ofNovember) {
    return LocalDate.of(2025, 11, ofNovember);
  }

  private static Optional<FetchWindow> resolve(FetchMode mode, LocalDate lastComplete) {
    return FetchWindow.resolve(mode, TODAY, TODAY, lastComplete);
  }

  @Test
  void relative_days_count_from_the_day_on_which_the_command_was_first_seen() {
    LocalDate later = TODAY.plusDays(3);

    assertThat(FetchWindow.resolve(new FetchMode.Yesterday(), TODAY, later, null))
        .contains(FetchWindow.of(day(7), day(7)));
    assertThat(FetchWindow.resolve(new FetchMode.Days(2), TODAY, later, null))
        .contains(FetchWindow.of(day(6), day(7)));
    assertThat(FetchWindow.resolve(new FetchMode.Incremental(), TODAY, later, day(4)))
        .contains(FetchWindow.of(day(5), day(7)));
    assertThat(FetchWindow.resolve(new FetchMode.Full(), TODAY, later, null))
        .contains(FetchWindow.sinceFirstMessage(TODAY));
    assertThat(FetchWindow.resolve(new FetchMode.Day(day(10)), TODAY, later, null))
        .contains(FetchWindow.of(day(10), day(10)));
  }

  @Test
  void impossible_days_are_refused() {
    assertThatThrownBy(() -> FetchWindow.of(day(2), day(1)))
        .isInstanceOf(InvalidWindowException.class);
    assertThatThrownBy(() -> FetchWindow.of(LocalDate.of(2000, 1, 1), day(1)))
        .isInstanceOf(InvalidWindowException.class)
        .hasMessage("2000-01-01 is before Telegram began, on 2013-08-01");
    assertThatThrownBy(() -> resolve(new FetchMode.Day(day(9)), null))
        .hasMessage("2025-11-09 is in the future: by UTC today is 2025-11-08");
    assertThatThrownBy(() -> resolve(new FetchMode.Range(day(1), day(9)), null))
        .isInstanceOf(InvalidWindowException.class);
  }

  @Test
  void every_mode_has_its_days() {
    assertThat(resolve(new FetchMode.Day(day(7)), null)).contains(FetchWindow.of(day(7), day(7)));
    assertThat(resolve(new FetchMode.Day(TODAY), null)).contains(FetchWindow.of(TODAY, TODAY));
    assertThat(resolve(new FetchMode.Range(day(1), day(3)), null))
        .contains(FetchWindow.of(day(1), day(3)));
    assertThat(resolve(new FetchMode.Days(3), null)).contains(FetchWindow.of(day(5), day(7)));
    assertThat(resolve(new FetchMode.Yesterday(), null)).contains(FetchWindow.of(day(7), day(7)));
    assertThat(resolve(new FetchMode.Full(), null)).contains(FetchWindow.sinceFirstMessage(TODAY));
  }

  @Test
  void incremental_starts_after_the_last_complete_day() {
    assertThat(resolve(new FetchMode.Incremental(), day(4)))
        .contains(FetchWindow.of(day(5), day(7)));
    assertThat(resolve(new FetchMode.Incremental(), day(6)))
        .contains(FetchWindow.of(day(7), day(7)));
    assertThat(resolve(new FetchMode.Incremental(), day(7))).isEmpty();
    assertThat(resolve(new FetchMode.Incremental(), null))
        .contains(FetchWindow.sinceFirstMessage(day(7)));
  }

  @Test
  void days_come_newest_first() {
    assertThat(FetchWindow.of(day(1), day(3)).days()).containsExactly(day(3), day(2), day(1));
  }

  @Test
  void excluded_days_split_the_window() {
    FetchWindow window = FetchWindow.of(day(1), day(7));

    assertThat(window.without(day -> false)).containsExactly(window);
    assertThat(window.without(day -> true)).isEmpty();
    assertThat(window.without(Set.of(day(7), day(6))::contains))
        .containsExactly(FetchWindow.of(day(1), day(5)));
    assertThat(window.without(Set.of(day(1), day(4))::contains))
        .containsExactly(FetchWindow.of(day(5), day(7)), FetchWindow.of(day(2), day(3)));
  }

  @Test
  void the_oldest_part_of_a_full_window_still_begins_with_the_first_message() {
    FetchWindow window = FetchWindow.sinceFirstMessage(day(7));

    assertThat(window.without(day(5)::equals))
        .containsExactly(FetchWindow.of(day(6), day(7)), FetchWindow.sinceFirstMessage(day(4)));
  }
}
