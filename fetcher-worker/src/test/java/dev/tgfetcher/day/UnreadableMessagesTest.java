package dev.tgfetcher.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.TelegramClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UnreadableMessagesTest {
  private static final long CHAT = -1_000_000_000_810L;
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final FetchWindow WINDOW = FetchWindow.of(DAY.minusDays(9), DAY.plusDays(1));
  private static final long UNREADABLE = 1_000;

  private final MissingMessages missing = new MissingMessages();
  private final UnreadableMessages messages = new UnreadableMessages(CHAT, WINDOW, missing);

  private static JsonNode message(long id, String date) {
    return TelegramClient.request("message")
        .put("chat_id", CHAT)
        .put("id", id << 20)
        .put("date", date.isEmpty() ? 0 : Instant.parse(date + ":00Z").getEpochSecond());
  }

  private void add(long id, String date) {
    messages.add(message(id, date));
  }

  private void addUnreadable() {
    messages.addUnreadable(message(UNREADABLE, ""));
  }

  private List<LocalDate> days() {
    return WINDOW.days().filter(day -> !missing.of(day).isEmpty()).sorted().toList();
  }

  @Test
  void a_message_in_the_middle_of_a_day_is_of_that_day() {
    add(1_001, "2025-11-07T12:01");
    addUnreadable();
    add(999, "2025-11-07T11:59");
    add(998, "2025-11-06T12:00");

    assertThat(days()).containsExactly(DAY);
  }

  @Test
  void a_message_between_two_days_may_be_of_each_day_between() {
    add(1_001, "2025-11-07T12:00");
    addUnreadable();
    add(999, "2025-11-05T12:00");

    assertThat(days()).containsExactly(DAY.minusDays(2), DAY.minusDays(1), DAY);
  }

  @Test
  void a_message_after_midnight_may_step_back_to_the_day_before() {
    add(1_001, "2025-11-07T01:00");
    addUnreadable();
    add(999, "2025-11-07T00:59");
    add(998, "2025-11-06T23:59");
    add(997, "2025-11-05T12:00");

    assertThat(days()).containsExactly(DAY.minusDays(1), DAY);
  }

  @Test
  void a_message_before_midnight_may_be_of_the_next_day_if_a_later_one_steps_back() {
    add(1_002, "2025-11-08T00:01");
    add(1_001, "2025-11-07T23:59");
    addUnreadable();
    add(999, "2025-11-07T23:58");

    assertThat(days()).containsExactly(DAY, DAY.plusDays(1));
  }

  @Test
  void a_message_is_not_of_a_day_that_is_far_away_in_the_history() {
    add(1_001, "2025-11-07T00:02");
    addUnreadable();
    for (int i = 1; i <= QuietRun.LAST_MESSAGES; i++) {
      add(UNREADABLE - i, "2025-11-07T00:01");
    }
    add(900, "2025-11-06T23:59");

    assertThat(days()).containsExactly(DAY);
  }

  @Test
  void a_message_without_a_newer_one_may_be_of_the_last_day() {
    addUnreadable();
    add(999, "2025-11-07T12:00");

    assertThat(days()).containsExactly(DAY, DAY.plusDays(1));
  }

  @Test
  void a_message_without_an_older_one_may_be_of_all_days_before() {
    add(1_001, "2025-10-30T12:00");
    addUnreadable();
    messages.end();

    assertThat(days()).containsExactly(DAY.minusDays(9), DAY.minusDays(8));
  }
}
