package dev.tgfetcher.soak;

import dev.tgfetcher.config.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of a run.
 *
 * @param alertLooks 0 without Prometheus
 * @param samples of each thing that must not grow, by its name
 */
record SoakReport(
    SoakPlan plan,
    List<String> findings,
    List<Outages.Outage> outages,
    CommandLoad load,
    Operator operator,
    List<WorkerProbes> probes,
    int alertLooks,
    Map<String, List<Long>> samples) {

  /** Everything that is wrong; empty for a good run. */
  List<String> problems() {
    Stream<String> growing =
        growths().stream()
            .filter(Growth::isTooMuch)
            .map(one -> "%s grows from %d to %d".formatted(one.name(), one.early(), one.late()));
    return Stream.concat(findings.stream(), growing).toList();
  }

  private List<Growth> growths() {
    return samples.entrySet().stream()
        .filter(one -> one.getValue().size() >= 3)
        .map(one -> growth(one.getKey(), one.getValue()))
        .toList();
  }

  private static Growth growth(String name, List<Long> values) {
    if (name.endsWith("heap after GC, KB")) {
      return Growth.of(name, values, 8_192, 0);
    }
    if (name.endsWith("resident, KB")) {
      return Growth.of(name, values, 200_000, 0);
    }
    if (name.endsWith("threads") || name.endsWith("file handles")) {
      return Growth.of(name, values, 8, 0);
    }
    if (name.startsWith("keys: ")) {
      return Growth.of(name, values, 50, 25);
    }
    return Growth.of(name, values, 16, 0);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Soak of " + DurationText.format(plan.length()));
    lines.add("");
    lines.addAll(summary());
    lines.add("");
    lines.add("| worker | health pages asked | answers 503 |");
    lines.add("|---|---|---|");
    probes.forEach(one -> lines.add(one.row()));
    lines.add("");
    lines.add("| what must not grow | second third | last third | growth | bound |");
    lines.add("|---|---|---|---|---|");
    growths().forEach(one -> lines.add(one.row()));
    lines.add("");
    lines.add("## Findings");
    lines.add("");
    problems().forEach(one -> lines.add("- " + one));
    return String.join("\n", lines) + "\n";
  }

  private List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("| measure | result |");
    lines.add("|---|---|");
    lines.add(
        row(
            "commands pushed, ended, without an acknowledgement",
            load.pushed() + ", " + load.ended() + ", " + load.unanswered()));
    lines.add(wait("old", CommandLoad.OLD_NAME, false));
    lines.add(wait("new", CommandLoad.NEW_NAME, true));
    lines.add(
        row(
            "outages of Redis",
            outages.stream().map(o -> seconds(o.length())).toList().toString()));
    lines.add(row("runs of status, workers and doctor", String.valueOf(operator.runs())));
    operator
        .longest()
        .forEach(
            (name, time) ->
                lines.add(
                    row(
                        "longest run of `" + name + "`; bound " + seconds(Operator.LONGEST),
                        "%.1f s".formatted(time.toMillis() / 1000.0))));
    lines.add(row("looks at the alerts in Prometheus", String.valueOf(alertLooks)));
    lines.add(row("wrong answers, late commands, things that grow", "" + problems().size()));
    return lines;
  }

  private String wait(String names, Duration bound, boolean newName) {
    return row(
        "longest wait of %d commands for %s names; bound %s"
            .formatted(load.count(newName), names, seconds(bound)),
        seconds(load.longest(newName)));
  }

  private static String row(String measure, String result) {
    return "| " + measure + " | " + result + " |";
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
