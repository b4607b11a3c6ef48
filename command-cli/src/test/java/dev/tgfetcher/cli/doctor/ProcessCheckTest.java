package dev.tgfetcher.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessCheckTest {
  private static final long MIB = 1L << 20;

  @Test
  void a_worker_needs_a_thousand_files() {
    assertThat(ProcessCheck.ofOpenFiles(1024).outcome()).isEqualTo(CheckResult.Outcome.PASSED);
    assertThat(ProcessCheck.ofOpenFiles(256).remedy()).contains("ulimit -n");
  }

  @Test
  void the_heap_leaves_tdlib_its_part_of_the_container() {
    assertThat(ProcessCheck.ofMemory(256 * MIB, 1024 * MIB).remedy()).isNull();
    assertThat(ProcessCheck.ofMemory(700 * MIB, 1024 * MIB).remedy()).contains("-Xmx256m");
  }

  @Test
  void stopping_takes_longer_than_a_moment_and_no_longer_than_a_supervisor_waits() {
    assertThat(ShutdownCheck.of(Duration.ofSeconds(25)).remedy()).isNull();
    assertThat(ShutdownCheck.of(Duration.ofSeconds(2)).remedy()).contains("5s or more");
    assertThat(ShutdownCheck.of(Duration.ofMinutes(2)).remedy()).contains("docker stop -t");
  }

  @Test
  void a_slow_redis_is_reported() {
    assertThat(QueueCheck.ofLatency(Duration.ofMillis(80)).detail()).startsWith("80.0 ms");
    assertThat(QueueCheck.ofLatency(Duration.ofMillis(80)).remedy()).contains("nearer");
  }
}
