package dev.tgfetcher.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tgfetcher.config.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet that is looked at from outside for a long time tells the truth, stands still nowhere, and
 * does not grow. {@code -Dtgf.soak=8h} sets the time. The report is in {@code
 * target/chaos/soak.md}. With {@code -Dtgf.soak.leak=true} something leaks of each kind, and the
 * test must fail.
 */
class SoakTest {
  @TempDir Path folder;

  @Test
  @Tag("soak")
  @Timeout(value = 7, unit = TimeUnit.DAYS)
  void a_fleet_tells_the_truth_and_does_not_grow() throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
    SoakPlan plan = new SoakPlan(DurationText.parse(System.getProperty("tgf.soak", "30m")));
    try (SoakRun run = new SoakRun(plan, folder, Boolean.getBoolean("tgf.soak.leak"))) {
      SoakReport report = run.run();
      Path target = Files.createDirectories(Path.of("target", "chaos"));
      Files.writeString(target.resolve("soak.md"), report.text());
      assertThat(report.problems()).as(report.text()).isEmpty();
    }
  }
}
