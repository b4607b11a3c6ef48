package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.metrics.RequestTotals;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats the state of the fleet as tables. */
final class StatusText {
  private static final int SHOWN_CHATS = 10;

  private StatusText() {}

  static List<String> lines(FleetStatus status) {
    List<String> lines = new ArrayList<>();
    lines.addAll(queue(status));
    if (!status.paused().isEmpty()) {
      lines.add("");
      lines.addAll(paused(status));
    }
    lines.add("");
    lines.addAll(throughput(status.throughput()));
    lines.add("");
    lines.addAll(workers(status.workers(), status.at()));
    if (!status.holds().isEmpty()) {
      lines.add("");
      lines.addAll(holds(status.holds()));
    }
    if (!status.frozen().isEmpty()) {
      lines.add("");
      lines.addAll(frozen(status.frozen()));
    }
    if (!status.waiting().isEmpty()) {
      lines.add("");
      lines.addAll(waiting(status.waiting()));
    }
    if (hasRequests(status.requests())) {
      lines.add("");
      lines.addAll(requests(status.requests()));
    }
    if (!status.deadLetters().isEmpty()) {
      lines.add("");
      lines.addAll(deadLetters(status));
    }
    if (!status.lastSuccess().isEmpty()) {
      lines.add("");
      lines.addAll(successes(status));
    }
    return lines;
  }

  private static List<String> queue(FleetStatus status) {
    return table(
        List.of("QUEUE", "COMMANDS", "OLDEST"),
        status.queue().stream()
            .map(one -> List.of(one.place(), number(one.commands()), age(one.oldestAgeSeconds())))
            .toList());
  }

  private static List<String> throughput(FleetStatus.Throughput work) {
    return table(
        List.of("IN THE LAST", "COMMANDS", "A MINUTE", "MESSAGES", "A MINUTE", "TIME LEFT"),
        List.of(
            List.of(
                Age.ofSeconds(work.windowSeconds()),
                number(work.commands()),
                fraction(work.commandsPerMinute()),
                number(work.messages()),
                fraction(work.messagesPerMinute()),
                left(work))));
  }

  private static String left(FleetStatus.Throughput work) {
    Long eta = work.etaSeconds();
    return eta == null ? "" : "about " + Age.ofSeconds(eta);
  }

  static List<String> workers(List<FleetStatus.Worker> workers, Instant now) {
    if (workers.isEmpty()) {
      return List.of("no living worker");
    }
    List<List<String>> rows = new ArrayList<>();
    for (FleetStatus.Worker worker : workers) {
      List<String> doing =
          worker.current().isEmpty()
              ? List.of(idle(worker))
              : worker.current().stream().map(work -> doing(work, now)).toList();
      for (int i = 0; i < doing.size(); i++) {
        rows.add(
            i == 0
                ? List.of(
                    worker.workerId(),
                    worker.session(),
                    worker.account(),
                    doing.get(i),
                    worker.health())
                : List.of("", "", "", doing.get(i), ""));
      }
    }
    return table(List.of("WORKER", "SESSION", "ACCOUNT", "DOING", "HEALTH"), rows);
  }

  static String idle(FleetStatus.Worker worker) {
    String paused = String.valueOf(worker.details().getOrDefault("paused", ""));
    return paused.isEmpty() ? "idle" : "idle: " + paused;
  }

  private static List<String> paused(FleetStatus status) {
    return table(
        List.of("PAUSED", "SINCE", "UNTIL", "WAITING", "BY", "WHY"),
        status.paused().stream()
            .map(
                one ->
                    List.of(
                        one.target(),
                        time(one.since()),
                        one.until() == null ? "resumed" : one.until().toString(),
                        number(one.waiting()),
                        one.who(),
                        one.why()))
            .toList());
  }

  static String doing(FleetStatus.Work work, Instant now) {
    String day = work.day() == null ? "" : " " + work.day();
    String age = Age.of(work.since(), now);
    return work.chat() + day + "  " + number(work.messages()) + " messages  " + age;
  }

  private static List<String> holds(List<FleetStatus.Hold> holds) {
    return table(
        List.of("FLOOD WAIT OF", "FOR", "LEFT"),
        holds.stream()
            .map(hold -> List.of(hold.account(), hold.method(), age((long) hold.secondsLeft())))
            .toList());
  }

  private static List<String> frozen(List<FleetStatus.Frozen> sessions) {
    return table(
        List.of("FROZEN SESSION", "SINCE", "DELETED AT", "APPEAL"),
        sessions.stream()
            .map(
                one ->
                    List.of(
                        one.session(),
                        time(one.since()),
                        time(one.deletion()),
                        one.appealLink().isEmpty() ? "in a Telegram app" : one.appealLink()))
            .toList());
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "unknown" : time.toString();
  }

  private static List<String> waiting(List<FleetStatus.Waiting> waiting) {
    return table(
        List.of("WAITING FOR PERMITS OF", "FOR", "REQUESTS", "FIRST UNTIL", "LAST UNTIL"),
        waiting.stream()
            .map(
                line ->
                    List.of(
                        line.account(),
                        line.method(),
                        number(line.requests()),
                        line.next().truncatedTo(ChronoUnit.SECONDS).toString(),
                        line.last().truncatedTo(ChronoUnit.SECONDS).toString()))
            .toList());
  }

  private static boolean hasRequests(RequestTotals totals) {
    return totals.classes().stream().anyMatch(one -> one.requests() > 0);
  }

  /** One row for each class, and a last one for the archived days. */
  private static List<String> requests(RequestTotals totals) {
    List<List<String>> rows = new ArrayList<>();
    for (RequestTotals.OfClass one : totals.classes()) {
      if (one.requests() > 0) {
        String messages = number(one.messages()) + " messages";
        rows.add(
            List.of(
                one.method(),
                number(one.requests()),
                messages,
                fraction(one.messagesPerRequest()) + " per request"));
      }
    }
    if (totals.days() > 0) {
      String days = totals.days() == 1 ? "1 day" : number(totals.days()) + " days";
      rows.add(
          List.of(
              "all",
              number(totals.requestsOfDays()),
              days,
              fraction(totals.requestsPerDay()) + " per day"));
    }
    return table(List.of("REQUESTS TO TELEGRAM", "SENT", "FOR", "MEAN"), rows);
  }

  private static String fraction(double number) {
    return String.format(Locale.ROOT, "%,.1f", number);
  }

  private static List<String> deadLetters(FleetStatus status) {
    long all =
        status.queue().stream()
            .filter(one -> one.place().equals("failed"))
            .mapToLong(FleetStatus.Place::commands)
            .sum();
    String title =
        all > status.deadLettersCounted()
            ? "DEAD LETTERS, THE NEWEST " + number(status.deadLettersCounted())
            : "DEAD LETTERS";
    return table(
        List.of(title, "COMMANDS"),
        status.deadLetters().entrySet().stream()
            .map(one -> List.of(one.getKey(), number(one.getValue())))
            .toList());
  }

  private static List<String> successes(FleetStatus status) {
    return table(
        List.of("LAST WRITTEN", "DAY", "AGO"),
        status.lastSuccess().stream()
            .limit(SHOWN_CHATS)
            .map(one -> List.of(one.chat(), one.date(), Age.of(one.at(), status.at())))
            .toList());
  }

  private static List<String> table(List<String> header, List<List<String>> rows) {
    return new Table(header, rows).render().lines().collect(Collectors.toList());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String age(@Nullable Long seconds) {
    return seconds == null ? "" : Age.ofSeconds(seconds);
  }
}
