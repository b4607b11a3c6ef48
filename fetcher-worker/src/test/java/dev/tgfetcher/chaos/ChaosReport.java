package dev.tgfetcher.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A run's figures for a person.
 *
 * @param recoveries ascending
 * @param processes workers that were started in all
 */
record ChaosReport(
    ChaosPlan plan, Tally tally, List<Duration> recoveries, int processes, Duration took) {

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  String text() {
    return """
        # Chaos, seed %d

        %d workers at a time (%d processes in all), %d blows in %d s, %d s until the last command \
        was done; %d processors, %s.

        | what | number |
        |---|---|
        | commands pushed | %d |
        | done: every day in the archive and announced under one event id | %d |
        | dead letters that had to be, with the right reason | %d |
        | dead letters `interrupted`: three workers died on the command | %d |
        | **lost** | **%d** |
        | anything else that must not be | %d |
        | files compared with the world, message by message | %d |
        | events repeated, under the same id | %d |
        | runs of a command (more than commands that are valid: work done twice) | %d |
        | time until a killed worker's command was in hand again, p50 / p95 / longest | %s / %s / %s \
        (of %d) |

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
            System.getProperty("os.name"),
            tally.pushed(),
            tally.done(),
            tally.refused(),
            tally.interrupted(),
            tally.lost(),
            tally.wrong().size() - tally.lost(),
            tally.files(),
            tally.repeatedEvents(),
            tally.runs(),
            recovery(0.5),
            recovery(0.95),
            recovery(1),
            recoveries.size(),
            counts(),
            wrong(),
            plan.blows().stream().map(Blow::toString).collect(Collectors.joining("\n")));
  }

  private String recovery(double share) {
    if (recoveries.isEmpty()) {
      return "none";
    }
    int index = (int) Math.ceil(share * recoveries.size()) - 1;
    return String.format(
        Locale.ROOT, "%.1f s", recoveries.get(Math.max(0, index)).toMillis() / 1e3);
  }

  private String counts() {
    return plan.blows().stream()
        .collect(Collectors.groupingBy(Blow::kind, java.util.TreeMap::new, Collectors.counting()))
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
