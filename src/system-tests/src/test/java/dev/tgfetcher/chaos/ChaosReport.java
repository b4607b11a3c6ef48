package dev.tgfetcher.chaos;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report of a chaos run, in Markdown.
 *
 * @param recoveries ascending
 * @param processes the number of started worker processes
 * @param duration from the first command to the end of the last one
 * @param failover the longest time without a lease during a failover of Sentinel; null if not
 *     measured
 */
record ChaosReport(
    ChaosPlan plan,
    CommandOutcomes outcomes,
    HistoryReport history,
    List<Duration> recoveries,
    int processes,
    Duration duration,
    Duration failover) {

  /** Zero if no command had to be recovered. */
  Duration longestRecovery() {
    return recoveries.isEmpty() ? Duration.ZERO : recoveries.get(recoveries.size() - 1);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  String text() {
    return """
        # Chaos, seed %d

        %d workers at a time (%d processes in all), %d faults in %d s, %d s until the end of the last \
        command; %d processors, %d GiB of memory, %s.

        | outcome | number |
        |---|---|
        | commands pushed | %d |
        | completed: every day archived and announced under one event id | %d |
        | dead letters with the expected reason, and skipped duplicates of these | %d |
        | dead letters `interrupted`: valid commands that were interrupted three times | %d |
        | **lost** | **%d** |
        | other violations | %d |
        | files compared message by message | %d |
        | events repeated under the same id | %d |
        | runs of the %d valid commands, repeated runs included | %d |
        | time until a killed worker's command ran again, without the time when Redis was away or the \
        disk full, \
        p50 / p95 / longest | %s / %s / %s (of %d) |
        | longest time without a lease during a failover of Sentinel | %s |

        ## History
        %s

        ## Faults
        %s
        %s
        ## Schedule
        ```
        %s
        ```
        """
        .formatted(
            plan.seed(),
            plan.workers(),
            processes,
            plan.faults().size(),
            plan.span().toSeconds(),
            duration.toSeconds(),
            Runtime.getRuntime().availableProcessors(),
            memoryGiB(),
            System.getProperty("os.name"),
            outcomes.pushed(),
            outcomes.completed(),
            outcomes.refused(),
            outcomes.interrupted(),
            outcomes.lost(),
            outcomes.violations().size() - outcomes.lost(),
            outcomes.files(),
            outcomes.repeatedEvents(),
            outcomes.valid(),
            outcomes.runs(),
            recoveryQuantile(0.5),
            recoveryQuantile(0.95),
            recoveryQuantile(1),
            recoveries.size(),
            failover == null ? "not measured" : seconds(failover),
            history.text(),
            counts(),
            violations(),
            plan.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }

  private static long memoryGiB() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.round(system.getTotalMemorySize() / (double) (1 << 30));
  }

  private String recoveryQuantile(double quantile) {
    if (recoveries.isEmpty()) {
      return "none";
    }
    int index = (int) Math.ceil(quantile * recoveries.size()) - 1;
    return seconds(recoveries.get(Math.max(0, index)));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private String counts() {
    return plan.faults().stream()
        .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> "- " + entry.getValue() + " x " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private String violations() {
    return outcomes.violations().isEmpty()
        ? ""
        : "## Violations\n" + String.join("\n", outcomes.violations()) + "\n";
  }
}
