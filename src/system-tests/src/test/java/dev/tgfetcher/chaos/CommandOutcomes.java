package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
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
 * What became of everything that was pushed.
 *
 * @param valid pushed that a worker has to begin with
 * @param done commands of which every day is archived and announced
 * @param refused dead letters with the reason that they had to have
 * @param interrupted dead letters of good commands on which workers died too often
 * @param wrong what must not be: in words, one for each thing
 * @param repeatedEvents events that are in the stream more than once, under one id
 * @param runs how often a worker began with a command
 */
record CommandOutcomes(
    int pushed,
    long valid,
    int done,
    int refused,
    int interrupted,
    List<String> wrong,
    int repeatedEvents,
    long runs,
    int files) {

  /** Reads the stream, the dead letters, the archive and the workers' logs. */
  static CommandOutcomes of(
      List<TestCommand> orders,
      ChaosRedis redis,
      ChaosWorld world,
      Path data,
      Path logs,
      List<String> unwilling)
      throws IOException {
    Counting counting = new Counting(orders, world, data);
    redis.events().forEach(counting::event);
    redis.deadLetters().forEach(counting::deadLetter);
    for (TestCommand order : orders) {
      counting.order(order);
    }
    redis.held().forEach(left -> counting.wrong.add("still held: " + left));
    redis.pending().forEach(left -> counting.wrong.add("still pending: " + left));
    unwilling.forEach(worker -> counting.wrong.add(worker + " did not stop at SIGTERM"));
    return new CommandOutcomes(
        orders.size(),
        orders.stream().filter(order -> order.fate() != ErrorType.INVALID_COMMAND).count(),
        counting.done,
        counting.refused,
        counting.interrupted,
        List.copyOf(counting.wrong),
        counting.repeated,
        runs(logs),
        counting.checked.size());
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

  /** Good commands that ended in no way at all are lost. */
  long lost() {
    return wrong.stream().filter(what -> what.startsWith("lost")).count();
  }

  private static final class Counting {
    private final List<TestCommand> orders;
    private final ChaosWorld world;
    private final Path data;

    /** Ids of the final events of a command's day. */
    private final Map<String, Set<String>> ids = new HashMap<>();

    private final Set<String> seen = new HashSet<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> checked = new HashSet<>();
    private int done;
    private int refused;
    private int interrupted;
    private int repeated;

    Counting(List<TestCommand> orders, ChaosWorld world, Path data) {
      this.orders = orders;
      this.world = world;
      this.data = data;
    }

    void event(String json) {
      Optional<Event> event = Event.parse(json);
      if (event.isEmpty()) {
        wrong.add("no event: " + json);
      } else if (event.get() instanceof MessagesFetched fetched) {
        dayEnded(fetched, fetched.date());
      } else if (event.get() instanceof FetchSkipped skipped) {
        dayEnded(skipped, skipped.date());
      }
    }

    private void dayEnded(Event event, LocalDate date) {
      String day = event.envelope().commandId() + " " + date;
      ids.computeIfAbsent(day, key -> new HashSet<>()).add(event.envelope().eventId());
      if (!seen.add(event.envelope().eventId())) {
        repeated++;
      }
    }

    void deadLetter(String json) {
      letters.add(DeadLetter.parse(json));
    }

    void order(TestCommand order) throws IOException {
      List<DeadLetter> own =
          letters.stream().filter(l -> l.toJson().contains(order.mark())).toList();
      if (own.size() > 1) {
        wrong.add(order.mark() + " is a dead letter " + own.size() + " times");
      }
      if (own.isEmpty()) {
        completed(order);
        return;
      }
      ErrorType why = own.get(0).errorType();
      if (why == order.fate()) {
        refused++;
      } else if (why == ErrorType.INTERRUPTED && own.get(0).interruptions() >= 3) {
        interrupted++;
      } else {
        wrong.add(order.mark() + " is a dead letter of the wrong reason: " + own.get(0).toJson());
      }
    }

    private void completed(TestCommand order) throws IOException {
      if (order.fate() != null) {
        wrong.add("lost: " + order.mark() + ", which had to be a dead letter " + order.fate());
        return;
      }
      boolean whole = true;
      for (LocalDate day : order.days()) {
        int events = ids.getOrDefault(order.mark() + " " + day, Set.of()).size();
        if (events != 1) {
          wrong.add(
              (events == 0 ? "lost: " : "")
                  + order.mark()
                  + " has "
                  + events
                  + " events of "
                  + day);
          whole = false;
        }
        checkFile(order.chat(), day);
      }
      done += whole ? 1 : 0;
    }

    /** A day that was passed over as a duplicate is missing when its reader was interrupted. */
    private boolean isGivenUp(String chat, LocalDate day) {
      return orders.stream()
          .filter(order -> order.chat().equals(chat) && order.days().contains(day))
          .anyMatch(
              order ->
                  letters.stream()
                      .filter(letter -> letter.errorType() == ErrorType.INTERRUPTED)
                      .anyMatch(letter -> letter.toJson().contains(order.mark())));
    }

    private void checkFile(String chat, LocalDate day) throws IOException {
      if (!checked.add(chat + " " + day)) {
        return;
      }
      Path path = data.resolve(chat).resolve(day + ".json");
      if (!Files.exists(path)) {
        if (!isGivenUp(chat, day)) {
          wrong.add("no file " + path);
        }
        return;
      }
      ArchiveFile file = ArchiveReader.read(path);
      Map<Integer, String> found = new LinkedHashMap<>();
      for (ArchivedMessage message : file.messages()) {
        found.put((int) message.id(), message.text());
      }
      boolean inOrder =
          List.copyOf(found.keySet()).equals(List.copyOf(new TreeMap<>(found).keySet()));
      boolean each = found.size() == file.messages().size();
      if (!found.equals(world.messages(chat, day))
          || !inOrder
          || !each
          || !file.header().complete()) {
        wrong.add(path + " is not what the world holds");
      }
    }
  }
}
