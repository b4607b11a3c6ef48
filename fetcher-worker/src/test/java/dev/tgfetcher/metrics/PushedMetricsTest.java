package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.testing.HttpSink;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushedMetricsTest {
  private final Metrics metrics = new Metrics(10, "1.0", "batch", InstantSource.system());
  private final List<String> warnings = new ArrayList<>();

  @Test
  void a_run_replaces_the_metrics_of_the_one_before() {
    metrics.fetches().requestEnded(MethodClass.HISTORY, null, Duration.ofMillis(3));

    try (HttpSink gateway = HttpSink.answering()) {
      new PushedMetrics(URI.create(gateway.url()), warnings::add).push(metrics);

      assertThat(gateway.received())
          .singleElement()
          .satisfies(
              push -> {
                assertThat(push.method()).isEqualTo("PUT");
                assertThat(push.path()).isEqualTo("/metrics/job/tg_fetcher_batch");
                assertThat(push.body())
                    .contains("tgf_telegram_requests_total{method=\"history\",result=\"ok\"} 1.0");
              });
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void an_unreachable_gateway_causes_a_warning() {
    new PushedMetrics(URI.create("http://127.0.0.1:1"), warnings::add).push(metrics);

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("PUSHGATEWAY_URL=http://127.0.0.1:1", "Connection refused");
  }
}
