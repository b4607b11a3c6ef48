package dev.tgfetcher.metrics;

import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandMetricsTest {
  private static final FetchCommand COMMAND =
      FetchCommand.of(
          ChatRef.parse("@ru_python").orElseThrow(), new FetchMode.Yesterday(), "command-1");

  private final Metrics metrics = new Metrics(10, "1.0", "w", InstantSource.system());

  private void published(SkipReason reason) {
    String event =
        EVENTS.skipped(COMMAND, Instant.EPOCH, LocalDate.of(2025, 11, 7), reason).toJson();
    metrics.commands().published(event, Duration.ZERO);
  }

  @Test
  void a_repeated_day_is_a_duplicate_and_a_complete_one_is_not() {
    published(SkipReason.DUPLICATE);
    published(SkipReason.ALREADY_COMPLETE);

    assertThat(Scrape.parse(metrics.scrape()).value("tgf_duplicates_total")).isEqualTo(1);
  }

  @Test
  void known_series_start_at_zero() {
    Scrape scrape = Scrape.parse(metrics.scrape());

    assertThat(scrape.value("tgf_dead_letters_total", "error_type", "storage")).isZero();
    assertThat(scrape.value("tgf_commands_total", "outcome", "lease_lost")).isZero();
    assertThat(scrape.has("tgf_queue_commands")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00+18:00",
        "+999999999-12-31T23:59:59-18:00"
      })
  void every_timestamp_of_a_sender_counts_as_a_wait(String sent) {
    String payload = QueueFixtures.payload(1).replace("\"t1\"", '"' + sent + '"');
    FetchCommand command =
        ((ParsedCommand.Valid) CommandParser.parse(payload.getBytes(UTF_8))).command();
    Lease lease =
        new Lease(
            Payload.of(payload),
            "token",
            command,
            false,
            0,
            0,
            List.of(),
            1,
            Instant.now(),
            Instant.now(),
            Instant.now(),
            Map.of());

    metrics.commands().taken(lease);

    Scrape scrape = Scrape.parse(metrics.scrape());
    assertThat(scrape.value("tgf_command_wait_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("tgf_command_wait_seconds_sum"))
        .isBetween(0.0, (double) Duration.ofDays(365).toSeconds());
  }
}
