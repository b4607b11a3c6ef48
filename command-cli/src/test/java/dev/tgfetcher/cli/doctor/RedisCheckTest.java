package dev.tgfetcher.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCheckTest {
  @ParameterizedTest
  @CsvSource({"6.0.16,FAILED", "5.0.14,FAILED", "6.2.0,PASSED", "6.10,PASSED", "7.4.2,PASSED"})
  void redis_needs_to_know_blmove(String version, CheckResult.Outcome outcome) {
    assertThat(RedisCheck.ofVersion("redis://here", version).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0,PASSED", "5000,PASSED", "5001,WARNED"})
  void clocks_may_be_5_seconds_apart(long millis, CheckResult.Outcome outcome) {
    assertThat(RedisCheck.ofClock(Duration.ofMillis(millis)).outcome()).isEqualTo(outcome);
  }
}
