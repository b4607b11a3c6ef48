package dev.tgfetcher.cli.demo;

import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.cli.event.EventTail;
import dev.tgfetcher.cli.redis.PendingCommands;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import dev.tgfetcher.schema.command.Strategy;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.redisson.client.codec.StringCodec;

/**
 * One run of the workers.
 *
 * <ol>
 *   <li>The emulator answers one request with a flood wait.
 *   <li>A scheduler pushes a command for each day, and one for a chat that does not exist.
 *   <li>The run shows every event until all commands have ended.
 *   <li>It reads the dead letters.
 * </ol>
 */
final class DemoRun {
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String FLOODED = "channels.getMessages";
  private static final String FLOOD = "FLOOD_WAIT_2";
  private static final Set<String> SHOWN = Set.of(MessagesFetched.NAME, CommandDeadLettered.NAME);

  private final DemoEnvironment environment;
  private final DemoWorld world;
  private final List<ChildProcess> workers;
  private final RedisConnection redis;
  private final ProgressLines progress;
  private final InstantSource clock;
  private final DemoEventLog eventLog = new DemoEventLog();
  private boolean floodWasShown;

  DemoRun(
      DemoEnvironment environment,
      DemoWorld world,
      List<ChildProcess> workers,
      RedisConnection redis,
      ProgressLines progress,
      InstantSource clock) {
    this.environment = environment;
    this.world = world;
    this.workers = workers;
    this.redis = redis;
    this.progress = progress;
    this.clock = clock;
  }

  DemoOutcome run() throws IOException, InterruptedException {
    environment.telegram().faults().failNext(FLOODED, 1, FLOOD);
    List<FetchCommand> commands = commands();
    try (EventTail tail = EventTail.ofAll(redis, KEYS)) {
      new PendingCommands(redis, KEYS).push(commands);
      progress.print("Scheduler   pushed " + commands.size() + " commands");
      watch(tail, commands.size());
    }
    return new DemoOutcome(eventLog, deadLetters(), floodWaits());
  }

  private List<FetchCommand> commands() {
    List<ChatDay> days = new ArrayList<>(world.messages().keySet());
    days.add(days.size() / 2, new ChatDay(DemoWorld.MISSING_CHAT, days.get(0).date()));
    return days.stream().map(day -> command(day.chat(), day.date())).toList();
  }

  private void watch(EventTail tail, int commands) throws IOException, InterruptedException {
    Instant start = clock.instant();
    while (eventLog.ended() < commands) {
      tail.readNew(this::onEvent);
      showFlood();
      showProgress(commands, Duration.between(start, clock.instant()));
      requireLiveWorkers(Duration.between(start, clock.instant()));
    }
  }

  private void onEvent(String json) {
    Event.parse(json).ifPresent(eventLog::add);
    EventLine line = EventLine.parse(json);
    if (SHOWN.contains(line.name())) {
      String what = line.date().isEmpty() ? "dead letter" : line.date();
      progress.print("  %s  %s  %s".formatted(line.chat(), what, line.detail()));
    }
  }

  private void showFlood() {
    if (!floodWasShown && floodWaits() > 0) {
      floodWasShown = true;
      progress.print("  Telegram answers " + FLOOD + ": its worker waits, which costs no attempt");
    }
  }

  private void showProgress(int commands, Duration since) {
    long messages = eventLog.messages();
    progress.show(
        String.format(
            Locale.ROOT,
            "  %d of %d commands, %,d messages, %,d a second",
            eventLog.ended(),
            commands,
            messages,
            messages * 1_000 / Math.max(1, since.toMillis())));
  }

  private void requireLiveWorkers(Duration since) throws IOException {
    for (ChildProcess worker : workers) {
      if (!worker.isAlive()) {
        throw new IOException(
            "worker process " + worker.pid() + " has ended: " + worker.lastLine());
      }
    }
    if (since.compareTo(TIMEOUT) > 0) {
      throw new IOException("the commands have not ended in " + TIMEOUT.toMinutes() + " minutes");
    }
  }

  private List<DeadLetter> deadLetters() {
    return redis.commands().<String>getList(KEYS.failed(), StringCodec.INSTANCE).readAll().stream()
        .map(DeadLetter::parse)
        .toList();
  }

  private long floodWaits() {
    return environment.telegram().requests().refused(FLOODED);
  }

  private static FetchCommand command(String chat, LocalDate date) {
    String id = UUID.randomUUID().toString();
    return new FetchCommand(
        ChatRef.parse(chat).orElseThrow(),
        new FetchMode.Day(date),
        Strategy.BATCH,
        true,
        null,
        id,
        id,
        Map.of());
  }
}
