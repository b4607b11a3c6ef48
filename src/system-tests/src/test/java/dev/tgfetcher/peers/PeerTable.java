package dev.tgfetcher.peers;

import dev.tgfetcher.peers.PeerBenchmark.Measured;
import dev.tgfetcher.peers.PeerWorld.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The medians of all runs as a table in Markdown, in the order of the first runs. */
final class PeerTable {
  private final Map<Row, List<Measured>> runs = new LinkedHashMap<>();

  private record Row(Scenario scenario, String reader) {}

  void add(Scenario scenario, String reader, Measured run) {
    runs.computeIfAbsent(new Row(scenario, reader), row -> new ArrayList<>()).add(run);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| chats | program | messages/s | CPU per message | requests per 1,000 messages"
            + " | peak memory |");
    lines.add("|---|---|---|---|---|---|");
    runs.forEach((row, measured) -> lines.add(line(row, measured)));
    return lines;
  }

  private static String line(Row row, List<Measured> measured) {
    int messages = row.scenario().messages();
    return String.format(
        Locale.ROOT,
        "| %s, %,d messages | %s | %,.0f | %.0f µs | %.1f | %.0f MB |",
        row.scenario().name(),
        messages,
        row.reader(),
        median(measured, run -> messages / run.seconds()),
        median(measured, run -> run.cpuSeconds() * 1e6 / messages),
        median(measured, run -> run.requests() * 1000.0 / messages),
        median(measured, run -> (double) run.peakMegabytes()));
  }

  private static double median(List<Measured> runs, ToDoubleFunction<Measured> value) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
