package dev.tgfetcher.soak;

import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pushes commands, and measures how long each waits for its end. Each fetches one day. Chats with
 * old names come at a steady pace. New names come many at once, more than the rate of lookups
 * allows, so that their commands have to wait, and old names have to pass them.
 *
 * <p>A slow machine gets fewer commands: no more than {@link #MOST_OPEN} are open at a time.
 */
final class CommandLoad {
  /**
   * The longest wait of a chat with an old name. At most 12 commands are open for two workers, and
   * the slowest one needs 20 s: ten pages of 2 s from a slow Telegram. A flood wait of 20 s may
   * come between. That makes 140 s; a busy machine gets the rest.
   */
  static final Duration OLD_NAME = Duration.ofMinutes(4);

  /**
   * The longest wait of a chat with a new name. A burst is ten names; one account looks up six a
   * minute, and may be the only one that does. A deferred command waits two minutes at most before
   * it asks again, and then as long as an old name.
   */
  static final Duration NEW_NAME = Duration.ofMinutes(8);

  private static final int MOST_OPEN = 12;
  private static final int BURST = 10;

  private final SoakRedis redis;
  private final Outages outages;
  private final Findings findings;
  private final List<String> newNames;
  private final Map<String, OpenCommand> open = new ConcurrentHashMap<>();
  private final AtomicInteger pushed = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Duration> oldWaits = new ArrayList<>();
  private final List<Duration> newWaits = new ArrayList<>();
  private int nextName;
  private volatile boolean paused;

  private record OpenCommand(Instant pushedAt, boolean newName, boolean invalid) {}

  CommandLoad(SoakRedis redis, Outages outages, Findings findings, List<String> newNames) {
    this.redis = redis;
    this.outages = outages;
    this.findings = findings;
    this.newNames = List.copyOf(newNames);
  }

  /** Pushes a command for the next chat with an old name, unless enough are open. */
  void pushOld() throws IOException {
    long openOld = open.values().stream().filter(command -> !command.newName()).count();
    if (paused || outages.isDown() || openOld >= MOST_OPEN) {
      return;
    }
    int number = pushed.get();
    List<String> names = SoakWorld.oldNames();
    push(names.get(number % names.size()), number / names.size(), false);
  }

  /** Pushes ten commands for new names, unless the former ones still wait. */
  void pushBurst() throws IOException {
    boolean waiting = open.values().stream().anyMatch(OpenCommand::newName);
    if (paused || outages.isDown() || waiting) {
      return;
    }
    for (int i = 0; i < BURST; i++) {
      String name = newNames.get(nextName % newNames.size());
      push(name, nextName / newNames.size(), true);
      nextName++;
    }
  }

  private void push(String chat, int day, boolean newName) throws IOException {
    LocalDate date = SoakWorld.FIRST_DAY.plusDays(day % SoakWorld.DAYS);
    push(
        """
        {"command":"fetch","chat":"@%s","date":"%s","force":true,"command_id":"%%s"}"""
            .formatted(chat, date),
        newName,
        false);
  }

  /** Pushes a command that becomes a dead letter, because there is no such chat. */
  void pushUnknown() throws IOException {
    push(
        """
        {"command":"fetch","chat":"@no_such_club","date":"2025-11-01","command_id":"%s"}""",
        true, true);
  }

  private void push(String payload, boolean newName, boolean invalid) throws IOException {
    String id = "soak-%06d".formatted(pushed.incrementAndGet());
    open.put(id, new OpenCommand(Instant.now(), newName, invalid));
    try {
      if (redis.push(payload.formatted(id))) {
        return;
      }
    } catch (IOException | IllegalStateException noAnswer) {
      // The command may be in Redis, or not.
    }
    open.remove(id);
    unanswered.incrementAndGet();
  }

  /** Nothing is pushed until {@link #resume}. */
  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** Reads the ends of commands, and reports those that are wrong or late. */
  void readEnds() {
    redis.newEvents().forEach(this::read);
    Instant now = Instant.now();
    open.forEach(
        (id, command) -> {
          if (isLate(command, now)) {
            open.remove(id);
            findings.add(id + " has no end after " + seconds(waitOf(command, now)));
          }
        });
  }

  private void read(Event event) {
    boolean fetched = event instanceof MessagesFetched;
    boolean dead = event instanceof CommandDeadLettered;
    if (!fetched && !dead && !(event instanceof FetchSkipped)) {
      return;
    }
    OpenCommand command = open.remove(event.envelope().commandId());
    if (command == null) {
      return;
    }
    ended.incrementAndGet();
    Instant now = Instant.now();
    waits(command).add(waitOf(command, now));
    if (isLate(command, now)) {
      findings.add(event.envelope().commandId() + " waited " + seconds(waitOf(command, now)));
    }
    if (command.invalid() != dead) {
      findings.add("an unexpected end: " + event.toJson());
    }
  }

  private List<Duration> waits(OpenCommand command) {
    return command.newName() ? newWaits : oldWaits;
  }

  private boolean isLate(OpenCommand command, Instant now) {
    return waitOf(command, now).compareTo(command.newName() ? NEW_NAME : OLD_NAME) > 0;
  }

  /** The wait without outages, each of which includes the time to recover. */
  private Duration waitOf(OpenCommand command, Instant now) {
    return Duration.between(command.pushedAt(), now)
        .minus(outages.within(command.pushedAt(), now, ProbeVerdict.RECOVERY));
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }

  int pushed() {
    return pushed.get();
  }

  int ended() {
    return ended.get();
  }

  int unanswered() {
    return unanswered.get();
  }

  boolean isIdle() {
    return open.isEmpty();
  }

  /** The longest wait of a command for an old name, or a new one. */
  Duration longest(boolean newName) {
    return (newName ? newWaits : oldWaits).stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  int count(boolean newName) {
    return (newName ? newWaits : oldWaits).size();
  }
}
