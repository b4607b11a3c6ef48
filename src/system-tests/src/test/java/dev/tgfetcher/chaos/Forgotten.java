package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.FleetHistory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The acknowledged writes that a Redis without a sync at every command has lost.
 *
 * @param pushes the payloads
 * @param announcements the command id and date of each announced day
 */
record Forgotten(Set<String> pushes, Set<String> announcements) {
  static Forgotten of(List<String> pushes, List<FleetHistory.Recorded> cuts) {
    Set<String> announcements =
        cuts.stream()
            .flatMap(cut -> cut.events().stream())
            .filter(event -> event.isOnce() && !event.day().isEmpty())
            .map(event -> event.commandId() + event.day().substring(event.day().indexOf(' ')))
            .collect(Collectors.toSet());
    return new Forgotten(Set.copyOf(pushes), announcements);
  }
}
