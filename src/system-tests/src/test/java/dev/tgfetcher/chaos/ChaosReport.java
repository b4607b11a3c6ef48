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
 * A run's figures for a person.
 *
 * @param recoveries ascending
 * @param processes workers that were started in all
 * @param failover the longest time with nothing leased while a Sentinel failed over; null if none
 *     did
 */
record ChaosReport(
    ChaosPlan plan,
    CommandOutcomes tally,
    List<Duration> recoveries,
    int processes,
    Duration took,
    Duration failover) {
  private static final int MANY = 3;

  /** Zero when nothing had to be recovered. */
  Duration longestRecovery() {
    return recoveries.isEmpty() ? Duration.ZERO : recoveries.get(recoveries.size() - 1);
  }

  /** Zero when so few had to be recovered that the middle one says nothing of most. */
  Duration medianRecovery() {
    return recoveries.size() < MANY ? Duration.ZERO : recoveries.get((recoveries.size() - 1) / 2);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  String text() {
    return """
        # Chaos, seed %d

        %d workers at a time (%d processes in all), %d blows in %d s, %d s until the last command \
        was done; %d processors, %d GiB of memory, %s.

        | what | number |
        |---|---|
        | commands pushed | %d |
        | done: every day in the archive and announced under one event id | %d |
        | dead letters that had to be, with the right reason | %d |
        | dead letters `interrupted`: good commands that were interrupted three times | %d |
        | **lost** | **%d** |
        | anything else that must not be | %d |
        | files compared with the world, message by message | %d |
        | events repeated, under the same id | %d |
        | runs of the %d commands that are valid; more of them is work done again | %d |
        | time until a killed worker's command was in hand again, less that in which Redis was away, \
        p50 / p95 / longest | %s / %s / %s (of %d) |
        | longest time with nothing leased while Sentinel failed over | %s |

        ## What was done to it
        %s
        %s
        ## The schedule
        ```
        %s
        ```
        """
        .formatted(
            plan.seed(),
            plan.workers(),
            processes,
            plan.blows().size(),
            plan.span().toSeconds(),
            took.toSeconds(),
            Runtime.getRuntime().availableProcessors(),
            memoryGiB(),
            System.getProperty("os.name"),
            tally.pushed(),
            tally.done(),
            tally.refused(),
            tally.interrupted(),
            tally.lost(),
            tally.wrong().size() - tally.lost(),
            tally.files(),
            tally.repeatedEvents(),
            tally.valid(),
            tally.runs(),
            recovery(0.5),
            recovery(0.95),
            recovery(1),
            recoveries.size(),
            failover == null ? "not part of this run" : seconds(failover),
            counts(),
            wrong(),
            plan.blows().stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }

  private static long memoryGiB() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.round(system.getTotalMemorySize() / (double) (1 << 30));
  }

  private String recovery(double share) {
    if (recoveries.isEmpty()) {
      return "none";
    }
    int index = (int) Math.ceil(share * recoveries.size()) - 1;
    return seconds(recoveries.get(Math.max(0, index)));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private String counts() {
    return plan.blows().stream()
        .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> "- " + entry.getValue() + " x " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private String wrong() {
    return tally.wrong().isEmpty()
        ? ""
        : "## What must not be\n" + String.join("\n", tally.wrong()) + "\n";
  }
}
