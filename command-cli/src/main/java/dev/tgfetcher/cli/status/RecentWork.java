package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work of the fleet in the last ten minutes, by its events. A command has ended with its event
 * {@code command_completed}. Older workers publish none: of their commands, the last event of a day
 * counts.
 */
final class RecentWork {
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final String COMPLETED = "command_completed";
  private static final Set<String> DAY_ENDS =
      Set.of(MessagesFetched.NAME, FetchSkipped.NAME, CommandDeadLettered.NAME);

  /** By event id, so that an event counts once. */
  private final Map<String, Work> works = new LinkedHashMap<>();

  private record Work(Instant at, String commandId, boolean completed, long messages) {}

  void note(EventLine event) {
    boolean completed = event.name().equals(COMPLETED);
    if (!completed && !DAY_ENDS.contains(event.name())) {
      return;
    }
    try {
      long messages = event.name().equals(MessagesFetched.NAME) ? event.number("message_count") : 0;
      works.put(
          event.field("event_id"),
          new Work(
              Instant.parse(event.field("timestamp")),
              event.field("command_id"),
              completed,
              messages));
    } catch (DateTimeException foreign) {
      // An event without a time is in no window.
    }
  }

  /**
   * The throughput until now; forgets older work.
   *
   * @param waiting the number of commands that have not ended
   */
  FleetStatus.Throughput until(Instant now, long waiting) {
    works.values().removeIf(work -> work.at().isBefore(now.minus(WINDOW)));
    long messages = works.values().stream().mapToLong(Work::messages).sum();
    long commands = commands();
    double minutes = WINDOW.toSeconds() / 60.0;
    return new FleetStatus.Throughput(
        WINDOW.toSeconds(),
        commands,
        messages,
        commands / minutes,
        messages / minutes,
        eta(waiting, commands));
  }

  /** The work of each whole minute of the window until now, the oldest first. */
  List<MinuteOfWork> minutes(Instant now) {
    List<MinuteOfWork> minutes = new ArrayList<>();
    boolean someCompleted = works.values().stream().anyMatch(Work::completed);
    for (long before = WINDOW.toMinutes(); before > 0; before--) {
      Instant start = now.minus(Duration.ofMinutes(before));
      Instant end = start.plus(Duration.ofMinutes(1));
      List<Work> some =
          works.values().stream()
              .filter(work -> work.at().isAfter(start) && !work.at().isAfter(end))
              .toList();
      long commands =
          some.stream()
              .filter(work -> work.completed() || !someCompleted)
              .map(Work::commandId)
              .distinct()
              .count();
      minutes.add(new MinuteOfWork(start, commands, some.stream().mapToLong(Work::messages).sum()));
    }
    return minutes;
  }

  private long commands() {
    Set<String> completed = new HashSet<>();
    Set<String> ended = new HashSet<>();
    for (Work work : works.values()) {
      ended.add(work.commandId());
      if (work.completed()) {
        completed.add(work.commandId());
      }
    }
    return completed.isEmpty() ? ended.size() : completed.size();
  }

  private static @Nullable Long eta(long waiting, long commands) {
    return waiting == 0 || commands == 0 ? null : waiting * WINDOW.toSeconds() / commands;
  }
}
