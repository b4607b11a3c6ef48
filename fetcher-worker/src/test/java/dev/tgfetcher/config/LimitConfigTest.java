package dev.tgfetcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitConfigTest {
  @TempDir Path folder;

  private LimitConfig load(Map<String, String> environment) {
    return Settings.load(environment, folder).limits();
  }

  @Test
  void the_defaults_are_those_of_the_contract() {
    LimitConfig limits = load(Map.of());

    assertThat(limits.rates().perClass())
        .containsEntry(MethodClass.HISTORY, Rate.parse("30/30s"))
        .containsEntry(MethodClass.MESSAGES, Rate.parse("30/30s"))
        .containsEntry(MethodClass.REPLIES, Rate.parse("30/30s"))
        .containsEntry(MethodClass.REACTIONS, Rate.parse("4/60s"))
        .containsEntry(MethodClass.RESOLVE, Rate.parse("10+1/60s"))
        .containsEntry(MethodClass.FULL_INFO, Rate.parse("30/60s"))
        .containsEntry(MethodClass.OTHER, Rate.parse("5/s"));
    assertThat(limits.rateLimitRecovery()).isEqualTo(Duration.ofMinutes(20));
    assertThat(limits.deferAfter()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void every_name_of_the_environment_is_read() {
    RateLimits rates =
        load(Map.of(
                "RATE_LIMIT_HISTORY", "1/s",
                "RATE_LIMIT_REPLIES", "2/s",
                "RATE_LIMIT_REACTIONS", "3/s",
                "RATE_LIMIT_RESOLVE", "4/s",
                "RATE_LIMIT_FULL_INFO", "5/s",
                "RATE_LIMIT_OTHER", "6/s",
                "RATE_LIMIT_MESSAGES", "7/s",
                "RATE_LIMIT_RECOVERY", "1h"))
            .rates();

    assertThat(rates.perClass().values())
        .extracting(Rate::requests)
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    assertThat(rates.recovery()).isEqualTo(Duration.ofHours(1));
    assertThat(load(Map.of("DEFER_AFTER", "1m")).deferAfter()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void an_invalid_rate_is_reported_with_its_setting() {
    assertThatThrownBy(() -> load(Map.of("RATE_LIMIT_HISTORY", "fast", "DEFER_AFTER", "10s")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RATE_LIMIT_HISTORY: 'fast' is not a rate");
    assertThatThrownBy(() -> load(Map.of("DEFER_AFTER", "0s", "RATE_LIMIT_RECOVERY", "0s")))
        .hasMessageContaining("DEFER_AFTER must be longer than 0")
        .hasMessageContaining("RATE_LIMIT_RECOVERY must be longer than 0");
  }
}
