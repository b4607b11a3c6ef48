package dev.tgfetcher.cli.fetch;

import dev.tgfetcher.batch.BatchListener;
import dev.tgfetcher.batch.BatchResult;
import dev.tgfetcher.batch.UnchangedDay;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Prints the progress of a batch: a line for each day, wait and chat, and on a terminal a last line
 * that is redrawn.
 */
public final class FetchProgressPrinter implements BatchListener, RateLimitListener, AutoCloseable {
  private static final long REDRAW_MILLIS = 250;

  private final ProgressLines out;
  private final InstantSource clock;
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(FetchProgressPrinter::thread);

  private String chat = "";
  private OptionalInt days = OptionalInt.empty();
  private int daysDone;
  private long messages;
  private Instant start = Instant.EPOCH;
  private Instant waitsUntil = Instant.EPOCH;
  private String waitsFor = "";

  public FetchProgressPrinter(ProgressLines out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    var unused =
        painter.scheduleWithFixedDelay(
            this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable painter) {
    Thread thread = new Thread(painter, "progress");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void chatStarted(FetchCommand command, OptionalInt allDays) {
    chat = command.chat().canonical();
    days = allDays;
    daysDone = 0;
    messages = 0;
    start = clock.instant();
    redraw();
  }

  @Override
  public synchronized void pageRead(int more) {
    messages += more;
  }

  @Override
  public synchronized void onEvent(Event event) {
    if (event instanceof MessagesFetched day) {
      daysDone++;
      out.print(
          String.format(
              Locale.ROOT,
              "%s %s: %,d messages%s",
              chat,
              day.date(),
              day.messageCount(),
              day.complete() ? "" : ", incomplete"));
    } else if (event instanceof FetchSkipped skipped) {
      daysDone += skipped.days();
      UnchangedDay.of(skipped).ifPresent(day -> out.print(chat + " " + day.text()));
    }
    redraw();
  }

  @Override
  public synchronized void waiting(Failure failure, Duration delay) {
    if (failure.type() == ErrorType.RATE_LIMIT) {
      waitFor("flood wait", delay);
      return;
    }
    out.print(chat + ": " + failure.message());
    waitFor(failure.type().wireName() + ", again in", delay);
  }

  /** Shows a refusal by Telegram; TDLib waits and repeats the request if the wait is short. */
  @Override
  public synchronized void flooded(MethodClass method, Duration wait) {
    if (!chat.isEmpty()) {
      waitFor("flood wait", wait);
    }
  }

  private void waitFor(String reason, Duration time) {
    Instant until = clock.instant().plus(time);
    if (until.isAfter(waitsUntil)) {
      waitsFor = reason;
      waitsUntil = until;
      out.print(chat + ": " + reason + " " + seconds(time) + " s");
    }
    redraw();
  }

  @Override
  public synchronized void chatEnded(BatchResult result) {
    chat = "";
    out.print(line(result));
  }

  private static String line(BatchResult result) {
    return String.format(
        Locale.ROOT,
        "%s %s: %d days, %,d messages in %.1f s%s",
        result.chat(),
        result.outcome().word(),
        result.days().size(),
        result.messages(),
        result.seconds(),
        result.error() == null ? "" : ": " + result.error());
  }

  private synchronized void redraw() {
    if (chat.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    String note = now.isBefore(waitsUntil) ? waitsFor + " " + left(now) + " s" : "";
    Duration since = Duration.between(start, now);
    out.show(new ChatProgressLine(chat, days, daysDone, messages, since, note).line(out.width()));
  }

  private long left(Instant now) {
    return seconds(Duration.between(now, waitsUntil));
  }

  private static long seconds(Duration duration) {
    return Math.max(1, (duration.toMillis() + 999) / 1000);
  }

  /** Clears the line on the terminal. */
  @Override
  public synchronized void close() {
    painter.shutdownNow();
    chat = "";
    out.clear();
  }
}
