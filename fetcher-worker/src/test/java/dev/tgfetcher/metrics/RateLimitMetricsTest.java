package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.testing.Scrape;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RateLimitMetricsTest {
  @Test
  void the_series_of_every_method_class_start_at_zero() {
    try (Metrics metrics = new Metrics(10, "1.0", "w", InstantSource.system())) {
      Scrape scrape = Scrape.parse(metrics.scrape());

      assertThat(MethodClass.limited())
          .extracting(MethodClass::wireName)
          .hasSize(7)
          .allSatisfy(
              method -> {
                assertThat(scrape.value("tgf_flood_wait_seconds_sum", "method", method)).isZero();
                assertThat(scrape.value("tgf_limit_wait_seconds_sum", "method", method)).isZero();
              });
    }
  }
}
