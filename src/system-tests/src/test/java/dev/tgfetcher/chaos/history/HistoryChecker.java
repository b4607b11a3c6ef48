package dev.tgfetcher.chaos.history;

import dev.tgfetcher.chaos.history.Violation.Rule;
import dev.tgfetcher.schema.command.CommandParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges a history whose commands have all had the time to end:
 *
 * <ol>
 *   <li>counts the acknowledged pushes that Redis has forgotten;
 *   <li>each push that Redis has ends exactly once, and until then the command is in one place;
 *   <li>only the latest lease of a command ends it;
 *   <li>each event of a write under a lease is in the stream once;
 *   <li>each end is announced by one {@code command_completed}, after the last finished day;
 *   <li>no file is older than its successor;
 *   <li>fencing tokens rise.
 * </ol>
 */
public final class HistoryChecker {
  private final FleetHistory history;
  private final Duration clockError;
  private final List<Violation> violations = new ArrayList<>();

  private HistoryChecker(FleetHistory history, Duration clockError) {
    this.history = history;
    this.clockError = clockError;
  }

  /**
   * Judges a history.
   *
   * @param clockError the largest difference between two clocks of workers, which write the time
   *     into their files
   */
  public static Judgement judge(FleetHistory history, Duration clockError) {
    HistoryChecker checker = new HistoryChecker(history, clockError);
    checker.checkEnds();
    checker.checkPlaces();
    checker.checkLeases();
    checker.checkEvents();
    checker.checkAnnouncedEnds();
    checker.checkFiles();
    checker.checkAnnouncedRevisions();
    checker.checkTokens();
    return new Judgement(checker.violations, checker.forgotten());
  }

  private List<String> forgotten() {
    Map<String, Integer> kept = count(history.recorded().pushes(), Pushed::payload);
    List<String> forgotten = new ArrayList<>();
    for (Pushed push : history.acknowledged()) {
      if (kept.merge(push.payload(), -1, Integer::sum) < 0) {
        forgotten.add(push.payload());
      }
    }
    return forgotten;
  }

  private void checkEnds() {
    Map<String, Integer> ends =
        count(
            history.recorded().ends().stream().filter(end -> end.how().isTerminal()).toList(),
            Ended::payload);
    Map<String, Integer> pushes = count(history.recorded().pushes(), Pushed::payload);
    pushes.forEach(
        (payload, pushed) -> {
          int ended = ends.getOrDefault(payload, 0);
          if (ended < pushed) {
            add(
                Rule.ENDS,
                "%s was pushed %d times and ended %d times".formatted(payload, pushed, ended));
          }
        });
    ends.forEach(
        (payload, ended) -> {
          int pushed = pushes.getOrDefault(payload, 0);
          if (ended > pushed) {
            add(
                Rule.ENDS_ONCE,
                "%s was pushed %d times and ended %d times".formatted(payload, pushed, ended));
          }
        });
  }

  private void checkPlaces() {
    for (Placed placed : history.recorded().places()) {
      if (placed.places() != placed.pushed() - placed.ended()) {
        add(
            Rule.ONE_PLACE,
            "%s is in %d places at %s, after %d pushes and %d ends"
                .formatted(
                    placed.payload(),
                    placed.places(),
                    placed.moment().at(),
                    placed.pushed(),
                    placed.ended()));
      }
    }
  }

  private void checkLeases() {
    Map<String, List<Leased>> leases = new HashMap<>();
    history
        .recorded()
        .leases()
        .forEach(
            lease -> leases.computeIfAbsent(lease.payload(), key -> new ArrayList<>()).add(lease));
    for (Ended end : history.recorded().ends()) {
      if (!end.token().isEmpty() && !end.token().equals(latest(leases, end))) {
        add(
            Rule.LATEST_LEASE_ENDS,
            "%s ended (%s) at %s by the lease %s, and its latest lease was %s"
                .formatted(
                    end.payload(), end.how(), end.moment().at(), end.token(), latest(leases, end)));
      }
    }
  }

  private static String latest(Map<String, List<Leased>> leases, Ended end) {
    return leases.getOrDefault(end.payload(), List.of()).stream()
        .filter(lease -> lease.moment().order() <= end.moment().order())
        .map(Leased::token)
        .reduce("none", (earlier, later) -> later);
  }

  private void checkEvents() {
    List<Published> once = history.recorded().events().stream().filter(Published::isOnce).toList();
    Map<String, Integer> copies = count(once, Published::eventId);
    Map<String, Published> first = new LinkedHashMap<>();
    once.forEach(event -> first.putIfAbsent(event.eventId(), event));
    first.forEach(
        (id, event) -> {
          int times = copies.getOrDefault(id, 0);
          if (times > 1) {
            add(
                Rule.EVENT_ONCE,
                "the event %s (%s of %s %s) is in the stream %d times"
                    .formatted(id, event.name(), event.commandId(), event.day(), times));
          }
        });
  }

  private void checkAnnouncedEnds() {
    List<Ended> terminal =
        history.recorded().ends().stream().filter(end -> end.how().isTerminal()).toList();
    Map<String, Integer> ends = count(terminal, end -> commandId(end.payload()));
    Map<String, Integer> announced = new HashMap<>();
    Map<String, String> lastEvent = new HashMap<>();
    for (Published event : history.recorded().events()) {
      if (event.name().equals("command_completed")) {
        announced.merge(event.commandId(), 1, Integer::sum);
      }
      if (!event.name().equals("fetch_started") && !event.name().equals("fetch_progress")) {
        lastEvent.put(event.commandId(), event.name());
      }
    }
    ends.forEach(
        (id, ended) -> {
          int times = announced.getOrDefault(id, 0);
          if (times != ended) {
            add(
                Rule.END_ANNOUNCED,
                "%s ended %d times, and its end was announced %d times"
                    .formatted(id, ended, times));
          } else if (!"command_completed".equals(lastEvent.get(id))) {
            add(Rule.END_ANNOUNCED, "the last event of %s is %s".formatted(id, lastEvent.get(id)));
          }
        });
  }

  private static String commandId(String payload) {
    return CommandParser.parse(payload).commandId();
  }

  private void checkFiles() {
    Map<String, FileSeen> latest = new HashMap<>();
    for (FileSeen file : history.files()) {
      FileSeen earlier = latest.put(file.series(), file);
      if (earlier != null) {
        checkSuccessor(earlier, file);
      }
    }
  }

  private void checkSuccessor(FileSeen earlier, FileSeen file) {
    if (file.revision() < earlier.revision()) {
      add(
          Rule.FILES_IN_ORDER,
          "%s went from revision %d back to %d"
              .formatted(file.series(), earlier.revision(), file.revision()));
    } else if (file.revision() == earlier.revision()
        && !file.checksum().equals(earlier.checksum())) {
      add(
          Rule.FILES_IN_ORDER,
          "%s has two contents of revision %d".formatted(file.series(), file.revision()));
    }
    if (file.fetchedAt().isBefore(earlier.fetchedAt().minus(clockError))) {
      add(
          Rule.FILES_IN_ORDER,
          "%s of %s, revision %d, follows a file of %s"
              .formatted(file.series(), file.fetchedAt(), file.revision(), earlier.fetchedAt()));
    }
    if (file.fence() < earlier.fence()) {
      add(
          Rule.FENCES_RISE,
          "the fence of %s went from %d back to %d"
              .formatted(file.series(), earlier.fence(), file.fence()));
    }
  }

  /** An announced file may be replaced, and is never missing. */
  private void checkAnnouncedRevisions() {
    Map<String, Integer> last = new HashMap<>();
    history.files().forEach(file -> last.merge(file.day(), file.revision(), Math::max));
    for (Published event : history.recorded().events()) {
      int revision = last.getOrDefault(event.day(), 0);
      if (event.revision() > revision) {
        add(
            Rule.FILES_IN_ORDER,
            "revision %d of %s was announced, and the newest file has revision %d"
                .formatted(event.revision(), event.day(), revision));
      }
    }
  }

  private void checkTokens() {
    Map<String, Long> latest = new HashMap<>();
    for (Locked locked : history.recorded().locks()) {
      Long earlier = latest.put(locked.lock(), locked.token());
      if (earlier != null && locked.token() <= earlier) {
        add(
            Rule.FENCES_RISE,
            "%s gave out the token %d after %d at %s"
                .formatted(locked.lock(), locked.token(), earlier, locked.moment().at()));
      }
    }
  }

  private void add(Rule rule, String text) {
    violations.add(new Violation(rule, text));
  }

  private static <T> Map<String, Integer> count(List<T> values, Function<T, String> key) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    values.forEach(value -> counts.merge(key.apply(value), 1, Integer::sum));
    return counts;
  }
}
