package dev.tgfetcher.cli.console.page;

import dev.tgfetcher.cli.status.FleetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the conditions of the fleet that a person has to look at. */
final class Alarms {
  /** A chat without a file for two days missed its daily run. */
  static final Duration STALE = Duration.ofDays(2);

  private static final int MOST_CHATS = 5;

  private Alarms() {}

  static List<String> of(FleetStatus status) {
    List<String> alarms = new ArrayList<>();
    if (status.workers().isEmpty()) {
      alarms.add("No worker is alive: commands wait.");
    }
    status.workers().forEach(worker -> addWorker(worker, alarms));
    status.paused().forEach(pause -> alarms.add(pause(pause)));
    status
        .frozen()
        .forEach(
            one ->
                alarms.add(
                    "Session %s is of a frozen account; the next check is at %s."
                        .formatted(one.session(), one.checkAt())));
    addStale(status, alarms);
    return alarms;
  }

  private static void addWorker(FleetStatus.Worker worker, List<String> alarms) {
    if (!worker.health().isEmpty() && !worker.health().equals("up")) {
      alarms.add("Worker %s is unhealthy: %s.".formatted(worker.workerId(), worker.health()));
    }
    if (worker.details().get("outbox") instanceof Long waiting && waiting > 0) {
      alarms.add(
          "Worker %s has %,d results in its outbox, which Redis has not got yet."
              .formatted(worker.workerId(), waiting));
    }
  }

  private static String pause(FleetStatus.Paused pause) {
    String until = pause.until() == null ? "until it is resumed" : "until " + pause.until();
    String why = pause.why().isEmpty() ? "" : ": " + pause.why();
    return pause.target().startsWith("worker ")
        ? "Worker %s is draining, by %s%s."
            .formatted(pause.target().substring("worker ".length()), pause.who(), why)
        : "Paused: %s, %s, by %s%s. %,d commands wait."
            .formatted(pause.target(), until, pause.who(), why, pause.waiting());
  }

  private static void addStale(FleetStatus status, List<String> alarms) {
    Instant oldest = status.at().minus(STALE);
    List<FleetStatus.Success> stale =
        status.lastSuccess().stream().filter(chat -> chat.at().isBefore(oldest)).toList();
    stale.stream()
        .limit(MOST_CHATS)
        .forEach(
            chat ->
                alarms.add(
                    "Chat %s is stale: its last file, of %s, was written at %s."
                        .formatted(chat.chat(), chat.date(), chat.at())));
    if (stale.size() > MOST_CHATS) {
      alarms.add("%,d chats more are stale.".formatted(stale.size() - MOST_CHATS));
    }
  }
}
