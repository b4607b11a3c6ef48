package dev.tgfetcher.cli.demo;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Summarises the outcome of the demo, and compares it with the expected one.
 *
 * @param isKept whether Redis and the workers go on, so that a replay is possible
 */
record DemoSummary(DemoOutcome outcome, StoredDays archive, boolean isKept) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Files");
    outcome.eventLog().fetched().values().stream()
        .map(
            day ->
                String.format(
                    Locale.ROOT, "  %,9d messages  %s", day.messageCount(), day.filePath()))
        .sorted()
        .forEach(lines::add);
    lines.add("Events      " + outcome.eventLog().events());
    lines.add("Flood waits " + outcome.floodWaits());
    outcome.deadLetters().stream().flatMap(this::lines).forEach(lines::add);
    return lines;
  }

  private Stream<String> lines(DeadLetter letter) {
    String chat = field(letter, "chat");
    String date = field(letter, "date");
    Stream<String> text = Stream.of("Dead letter %s %s: %s".formatted(chat, date, letter.error()));
    return isKept
        ? Stream.concat(
            text,
            Stream.of(
                "  to run it again: ./tg-fetcher dlq replay --chat %s --wait".formatted(chat)))
        : text;
  }

  private static String field(DeadLetter letter, String name) {
    @Nullable JsonNode value = letter.commandFields().get(name);
    return value == null ? "" : value.asString();
  }

  /**
   * Compares the outcome with the expected one; returns a line for each difference.
   *
   * @param messages the number of messages of each day
   */
  List<String> deviations(Map<ChatDay, Integer> messages) {
    List<String> deviations = new ArrayList<>();
    for (Map.Entry<ChatDay, Integer> day : messages.entrySet()) {
      checkDay(day.getKey(), day.getValue(), deviations);
    }
    if (!outcome.eventLog().repeated().isEmpty()) {
      deviations.add("days announced twice: " + outcome.eventLog().repeated().size());
    }
    checkDeadLetter(deviations);
    checkFlood(deviations);
    return deviations;
  }

  private void checkDay(ChatDay day, int messages, List<String> deviations) {
    @Nullable MessagesFetched event = outcome.eventLog().fetched().get(day);
    Optional<ArchivedDay> file = archive.find(day.chat(), day.date());
    if (event == null || file.isEmpty()) {
      deviations.add(day + " has no " + (event == null ? "event" : "file"));
      return;
    }
    int inFile = archive.messages(file.get()).count();
    if (inFile != messages || event.messageCount() != messages || !event.complete()) {
      deviations.add(
          "%s has %d messages, its file %d, its event %d%s"
              .formatted(
                  day,
                  messages,
                  inFile,
                  event.messageCount(),
                  event.complete() ? "" : " and incomplete"));
    }
  }

  private void checkDeadLetter(List<String> deviations) {
    List<ErrorType> types = outcome.deadLetters().stream().map(DeadLetter::errorType).toList();
    int events = outcome.eventLog().deadLettered().size();
    if (!types.equals(List.of(ErrorType.CHAT_NOT_FOUND)) || events != 1) {
      deviations.add("dead letters are " + types + ", with " + events + " events");
    }
  }

  private void checkFlood(List<String> deviations) {
    if (outcome.floodWaits() != 1) {
      deviations.add("flood waits: " + outcome.floodWaits() + " instead of 1");
    }
    outcome.eventLog().failed().stream()
        .filter(attempt -> !DemoWorld.MISSING_CHAT.equals(attempt.chat()))
        .forEach(attempt -> deviations.add("an attempt failed: " + attempt.error()));
  }
}
