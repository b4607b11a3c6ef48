package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The outcomes of all commands of a chaos run.
 *
 * @param valid the number of pushed commands that can be parsed
 * @param completed the commands whose days are all archived and announced
 * @param refused the dead letters with the expected reason, and the commands that were skipped as
 *     duplicates of one of these
 * @param interrupted the dead letters of valid commands whose workers died too often
 * @param forgotten the commands whose acknowledged push Redis itself has lost
 * @param forgottenDays the days whose acknowledged announcement Redis itself has lost
 * @param violations descriptions of all unexpected outcomes
 * @param repeatedEvents the events that are in the stream more than once, under one id
 * @param runs the number of leases, repeated runs included
 * @param files the number of compared files
 */
record CommandOutcomes(
    int pushed,
    long valid,
    int completed,
    int refused,
    int interrupted,
    int forgotten,
    int forgottenDays,
    List<String> violations,
    int repeatedEvents,
    long runs,
    int files) {

  /**
   * Reads the event stream, the dead letters, the archive and the workers' logs.
   *
   * @param duplicated the commands that were pushed twice
   * @param forgotten the acknowledged writes that Redis has lost
   * @param running the ids of workers that did not stop
   */
  static CommandOutcomes of(
      List<TestCommand> commands,
      List<TestCommand> duplicated,
      Forgotten forgotten,
      ChaosRedis redis,
      ChaosWorld world,
      Path data,
      Path logs,
      List<String> running)
      throws IOException {
    Counter counter = new Counter(commands, duplicated, forgotten, world, data);
    redis.events().forEach(counter::addEvent);
    redis.deadLetters().forEach(counter::addDeadLetter);
    for (TestCommand command : commands) {
      counter.count(command);
    }
    redis.inFlight().forEach(payload -> counter.violations.add("still in flight: " + payload));
    redis.pending().forEach(payload -> counter.violations.add("still pending: " + payload));
    running.forEach(worker -> counter.violations.add(worker + " did not stop at SIGTERM"));
    return new CommandOutcomes(
        commands.size(),
        commands.stream()
            .filter(command -> command.expectedError() != ErrorType.INVALID_COMMAND)
            .count(),
        counter.completed,
        counter.refused,
        counter.interrupted,
        counter.forgottenCommands,
        counter.forgottenDays,
        List.copyOf(counter.violations),
        counter.repeated,
        runs(logs),
        counter.checked.size());
  }

  private static long runs(Path logs) throws IOException {
    long runs = 0;
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        runs += text.lines().filter(line -> line.contains("Command taken")).count();
      }
    }
    return runs;
  }

  /** The number of lost commands: they have neither a result nor a dead letter. */
  long lost() {
    return violations.stream().filter(violation -> violation.startsWith("lost")).count();
  }

  private static final class Counter {
    private final List<TestCommand> commands;
    private final List<TestCommand> duplicated;
    private final Forgotten forgotten;
    private final ChaosWorld world;
    private final Path data;

    /** The ids of the final events of each command and day. */
    private final Map<String, Set<String>> eventIds = new HashMap<>();

    private final Set<String> seenEventIds = new HashSet<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> skippedAsDuplicate = new HashSet<>();
    private final Set<String> checked = new HashSet<>();
    private int completed;
    private int refused;
    private int interrupted;
    private int repeated;
    private int forgottenCommands;
    private int forgottenDays;

    Counter(
        List<TestCommand> commands,
        List<TestCommand> duplicated,
        Forgotten forgotten,
        ChaosWorld world,
        Path data) {
      this.commands = commands;
      this.duplicated = duplicated;
      this.forgotten = forgotten;
      this.world = world;
      this.data = data;
    }

    void addEvent(String json) {
      Optional<Event> event = Event.parse(json);
      if (event.isEmpty()) {
        violations.add("not an event: " + json);
      } else if (event.get() instanceof MessagesFetched fetched) {
        addFinalEvent(fetched, fetched.date());
      } else if (event.get() instanceof FetchSkipped skipped) {
        addFinalEvent(skipped, skipped.date());
        if (skipped.reason() == SkipReason.DUPLICATE) {
          skippedAsDuplicate.add(skipped.envelope().commandId());
        }
      }
    }

    private void addFinalEvent(Event event, LocalDate date) {
      String day = event.envelope().commandId() + " " + date;
      eventIds.computeIfAbsent(day, key -> new HashSet<>()).add(event.envelope().eventId());
      if (!seenEventIds.add(event.envelope().eventId())) {
        repeated++;
      }
    }

    void addDeadLetter(String json) {
      letters.add(DeadLetter.parse(json));
    }

    void count(TestCommand command) throws IOException {
      if (forgotten.pushes().contains(command.payload())) {
        forgottenCommands++;
        return;
      }
      List<DeadLetter> own =
          letters.stream().filter(l -> l.toJson().contains(command.id())).toList();
      if (own.size() > 1) {
        violations.add(command.id() + " has " + own.size() + " dead letters");
      }
      if (own.isEmpty()) {
        countCompleted(command);
        return;
      }
      ErrorType errorType = own.get(0).errorType();
      if (errorType == command.expectedError()) {
        refused++;
      } else if (errorType == ErrorType.INTERRUPTED && own.get(0).interruptions() >= 3) {
        interrupted++;
      } else {
        violations.add(command.id() + " has an unexpected dead letter: " + own.get(0).toJson());
      }
    }

    private void countCompleted(TestCommand command) throws IOException {
      if (command.expectedError() != null && isDuplicateOfRefused(command)) {
        refused++;
        return;
      }
      if (command.expectedError() != null) {
        violations.add(
            "lost: " + command.id() + ", expected a dead letter " + command.expectedError());
        return;
      }
      boolean isComplete = true;
      for (LocalDate day : command.days()) {
        int events = eventIds.getOrDefault(command.id() + " " + day, Set.of()).size();
        int expected = duplicated.contains(command) ? 2 : 1;
        if (events < expected && forgotten.announcements().contains(command.id() + " " + day)) {
          forgottenDays++;
        } else if (events != expected) {
          violations.add(
              (events == 0 ? "lost: " : "")
                  + command.id()
                  + " has "
                  + events
                  + " events of "
                  + day);
          isComplete = false;
        }
        checkFile(command.chat(), day);
      }
      completed += isComplete ? 1 : 0;
    }

    /** While a command of a chat runs, another one of the same day is skipped. */
    private boolean isDuplicateOfRefused(TestCommand command) {
      return skippedAsDuplicate.contains(command.id())
          && letters.stream().anyMatch(letter -> letter.errorType() == command.expectedError());
    }

    /** A day is missing if a command skipped it as a duplicate of an interrupted command. */
    private boolean hasInterruptedCommand(String chat, LocalDate day) {
      return commands.stream()
          .filter(command -> command.chat().equals(chat) && command.days().contains(day))
          .anyMatch(
              command ->
                  letters.stream()
                      .filter(letter -> letter.errorType() == ErrorType.INTERRUPTED)
                      .anyMatch(letter -> letter.toJson().contains(command.id())));
    }

    private static boolean isEdited(Map<Integer, String> texts, int id) {
      return texts.getOrDefault(id, "").startsWith(ChaosWorld.EDITED);
    }

    private void checkFile(String chat, LocalDate day) throws IOException {
      if (!checked.add(chat + " " + day)) {
        return;
      }
      Path path = data.resolve(chat).resolve(day + ".json");
      if (!Files.exists(path)) {
        if (!hasInterruptedCommand(chat, day)) {
          violations.add("missing file " + path);
        }
        return;
      }
      ArchiveFile file = ArchiveReader.read(path);
      Map<Integer, String> found = new LinkedHashMap<>();
      int edited = 0;
      for (ArchivedMessage message : file.messages()) {
        found.put((int) message.id(), message.text());
        edited += message.text().startsWith(ChaosWorld.EDITED) ? 1 : 0;
      }
      boolean inOrder =
          List.copyOf(found.keySet()).equals(List.copyOf(new TreeMap<>(found).keySet()));
      boolean hasNoDuplicates = found.size() == file.messages().size();
      Map<Integer, String> expected = new TreeMap<>(world.messages(chat, day));
      expected.entrySet().removeIf(entry -> isEdited(found, entry.getKey()));
      found.values().removeIf(text -> text.startsWith(ChaosWorld.EDITED));
      if (!found.equals(expected)
          || edited > 1
          || !inOrder
          || !hasNoDuplicates
          || !file.header().complete()) {
        violations.add(path + " differs from the world");
      }
    }
  }
}
