package dev.tgfetcher.cli.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.status.FleetStatus;
import dev.tgfetcher.metrics.RequestTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");

  private static FleetStatus status(
      List<FleetStatus.Worker> workers,
      List<FleetStatus.Paused> paused,
      List<FleetStatus.Success> successes) {
    return new FleetStatus(
        NOW,
        List.of(),
        paused,
        new FleetStatus.Throughput(600, 0, 0, 0, 0, null),
        workers,
        List.of(),
        List.of(),
        List.of(),
        RequestTotals.NONE,
        Map.of(),
        0,
        successes);
  }

  private static FleetStatus.Worker worker(String health, long outbox) {
    return new FleetStatus.Worker(
        "w1",
        "main",
        "17",
        List.of(),
        List.of(),
        RequestTotals.NONE,
        health,
        "",
        "1.0.0",
        NOW,
        Map.of("outbox", outbox));
  }

  @Test
  void a_healthy_fleet_needs_no_attention() {
    assertThat(Alarms.of(status(List.of(worker("up", 0)), List.of(), List.of()))).isEmpty();
  }

  @Test
  void a_fleet_without_workers_an_unhealthy_one_and_an_outbox_are_named() {
    assertThat(Alarms.of(status(List.of(), List.of(), List.of())))
        .containsExactly("No worker is alive: commands wait.");
    assertThat(Alarms.of(status(List.of(worker("the disk is full", 3)), List.of(), List.of())))
        .containsExactly(
            "Worker w1 is unhealthy: the disk is full.",
            "Worker w1 has 3 results in its outbox, which Redis has not got yet.");
  }

  @Test
  void pauses_and_draining_workers_are_named_with_their_reasons() {
    FleetStatus.Paused fleet =
        new FleetStatus.Paused("the fleet", "ada", NOW, null, "the disk is full", 5);
    FleetStatus.Paused drained =
        new FleetStatus.Paused("worker w1", "ada", NOW, null, "a reboot", 0);

    assertThat(Alarms.of(status(List.of(worker("up", 0)), List.of(fleet, drained), List.of())))
        .containsExactly(
            "Paused: the fleet, until it is resumed, by ada: the disk is full. 5 commands wait.",
            "Worker w1 is draining, by ada: a reboot.");
  }

  @Test
  void a_chat_without_a_file_for_two_days_is_stale() {
    FleetStatus.Success fresh =
        new FleetStatus.Success("a", "2025-11-06", NOW.minus(Duration.ofDays(2)));
    FleetStatus.Success old =
        new FleetStatus.Success("b", "2025-11-05", NOW.minus(Duration.ofDays(2)).minusSeconds(1));

    assertThat(Alarms.of(status(List.of(worker("up", 0)), List.of(), List.of(fresh, old))))
        .containsExactly(
            "Chat b is stale: its last file, of 2025-11-05, was written at 2025-11-06T10:29:59Z.");
  }
}
