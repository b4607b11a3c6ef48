package dev.tgfetcher.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.event.EventLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentWorkTest {
  private static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");

  private final RecentWork work = new RecentWork();
  private int events;

  private void note(String name, String commandId, Instant at) {
    events++;
    work.note(
        EventLine.parse(
            "{\"event\":\"%s\",\"event_id\":\"e%d\",\"command_id\":\"%s\",\"message_count\":100,\"timestamp\":\"%s\"}"
                .formatted(name, events, commandId, at)));
  }

  @Test
  void without_work_there_is_no_time_that_is_left() {
    FleetStatus.Throughput none = work.until(NOW, 5);

    assertThat(none.commands()).isZero();
    assertThat(none.etaSeconds()).isNull();
  }

  @Test
  void days_of_one_command_count_once_and_old_ones_not_at_all() {
    note("messages_fetched", "a", NOW.minusSeconds(60));
    note("messages_fetched", "a", NOW.minusSeconds(50));
    note("fetch_skipped", "b", NOW.minusSeconds(40));
    note("messages_fetched", "old", NOW.minusSeconds(601));
    note("fetch_progress", "c", NOW.minusSeconds(1));

    FleetStatus.Throughput rate = work.until(NOW, 4);

    assertThat(rate.commands()).isEqualTo(2);
    assertThat(rate.messages()).isEqualTo(200);
    assertThat(rate.etaSeconds()).isEqualTo(1200);
  }

  @Test
  void a_completed_command_counts_by_that_event() {
    note("messages_fetched", "a", NOW.minusSeconds(60));
    note("command_completed", "b", NOW.minusSeconds(50));

    assertThat(work.until(NOW, 1).commands()).isEqualTo(1);
  }
}
