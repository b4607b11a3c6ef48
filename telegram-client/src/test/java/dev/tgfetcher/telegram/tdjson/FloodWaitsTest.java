package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodWaitsTest {
  private static final WireEvent SENT = new WireEvent(1, 7, null);
  private static final WireEvent FLOOD = new WireEvent(1, 7, Duration.ofSeconds(32));
  private final TelegramException report =
      new TelegramException(TelegramError.of(429, "Too Many Requests: retry after 32"));

  private final FloodWaits floods = new FloodWaits();

  @Test
  void a_report_without_a_flood_wait_is_trouble() {
    floods.accept(FLOOD);
    long before = floods.count();
    floods.accept(SENT);

    assertThat(floods.withCause(report, before).type()).isEqualTo(TelegramErrorType.UNAVAILABLE);
  }

  @Test
  void a_report_after_a_flood_wait_is_a_flood() {
    long before = floods.count();
    floods.accept(SENT);
    floods.accept(FLOOD);

    assertThat(floods.withCause(report, before)).isSameAs(report);
  }

  @Test
  void a_client_that_reports_no_events_has_met_a_flood() {
    assertThat(floods.withCause(report, floods.count())).isSameAs(report);
  }

  @Test
  void other_refusals_stay() {
    floods.accept(SENT);
    TelegramException refusal = new TelegramException(TelegramError.of(400, "CHANNEL_PRIVATE"));

    assertThat(floods.withCause(refusal, floods.count())).isSameAs(refusal);
  }
}
