package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.Ended;
import dev.tgfetcher.chaos.history.FileSeen;
import dev.tgfetcher.chaos.history.FleetHistory;
import dev.tgfetcher.chaos.history.Judgement;
import dev.tgfetcher.chaos.history.Published;
import dev.tgfetcher.chaos.history.Pushed;
import dev.tgfetcher.chaos.history.Violation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a report about the history.
 *
 * @param cuts the histories that Redis has forgotten, one for each power cut
 */
record HistoryReport(
    List<Pushed> acknowledged,
    FleetHistory.Recorded recorded,
    List<FileSeen> files,
    Judgement judgement,
    List<FleetHistory.Recorded> cuts) {

  String text() {
    return """
        | history of Redis and of the files | number |
        |---|---|
        | acknowledged pushes | %d |
        | of these, lost by Redis itself | %d |
        | leases | %d |
        | ends of leases and commands | %s |
        | events of writes under a lease, all others | %d, %d |
        | observed files; given fencing tokens | %d; %d |
        | violations of a rule | %d |
        %s%s"""
        .formatted(
            acknowledged.size(),
            judgement.forgotten().size(),
            recorded.leases().size(),
            ends(),
            recorded.events().stream().filter(Published::isOnce).count(),
            recorded.events().stream().filter(event -> !event.isOnce()).count(),
            files.size(),
            recorded.locks().size(),
            judgement.violations().size(),
            lines(cuts.stream().map(cut -> "A power cut lost " + cut.summary()).toList()),
            lines(judgement.violations().stream().map(Violation::toString).toList()));
  }

  private String ends() {
    Map<Ended.How, Long> counts =
        recorded.ends().stream()
            .collect(Collectors.groupingBy(Ended::how, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String lines(List<String> items) {
    return items.stream().map(item -> "\n- " + item).collect(Collectors.joining());
  }
}
