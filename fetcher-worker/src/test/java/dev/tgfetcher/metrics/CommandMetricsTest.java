package dev.tgfetcher.metrics;

import static dev.tgfetcher.testing.Commands.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.ChatRef;
import dev.tgfetcher.schema.FetchCommand;
import dev.tgfetcher.schema.FetchMode;
import dev.tgfetcher.schema.SkipReason;
import dev.tgfetcher.testing.Scrape;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CommandMetricsTest {
  private static final FetchCommand COMMAND =
      FetchCommand.of(
          ChatRef.parse("@ru_python").orElseThrow(), new FetchMode.Yesterday(), "command-1");

  private final Metrics metrics = new Metrics(10, "1.0", "w", InstantSource.system());

  private void published(SkipReason reason) {
    String event = EVENTS.skipped(COMMAND, LocalDate.of(2025, 11, 7), reason).toJson();
    metrics.commands().published(event, Duration.ZERO);
  }

  @Test
  void a_day_that_was_asked_for_twice_is_a_duplicate_and_one_that_is_complete_is_none() {
    published(SkipReason.DUPLICATE);
    published(SkipReason.ALREADY_COMPLETE);

    assertThat(Scrape.parse(metrics.scrape()).value("tgf_duplicates_total")).isEqualTo(1);
  }

  @Test
  void what_can_be_counted_is_there_with_zero_before_it_ever_happens() {
    Scrape scrape = Scrape.parse(metrics.scrape());

    assertThat(scrape.value("tgf_dead_letters_total", "error_type", "storage")).isZero();
    assertThat(scrape.value("tgf_commands_total", "outcome", "lease_lost")).isZero();
    assertThat(scrape.has("tgf_queue_commands")).isFalse();
  }
}
