package dev.tgfetcher.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Strategy;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces a command of strategy per_day by one command for each of its days. */
record FanOut(ChatResolver resolver, FirstDay firstDay) {
  /** Redis serves no other client during a script. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(FanOut.class);

  /** A command with a limit is not split: its parts could not count each other's messages. */
  static boolean applies(FetchCommand command, FetchWindow window) {
    return command.strategy() == Strategy.PER_DAY && !window.isOneDay() && command.limit() == null;
  }

  /**
   * Queues a command for each day of the window and completes the run's command. A command is not
   * split if its fields make a part too long, or all parts together too much for one script.
   *
   * @return whether the command was split
   * @throws LeaseLostException when another worker owns the command by now
   */
  boolean split(FetchRun run, FetchWindow window) throws InterruptedException {
    FetchWindow bounded =
        window.sinceFirstMessage()
            ? firstDay.bound(resolver.resolve(run.command().chat()), window)
            : window;
    List<FetchCommand> parts = bounded.days().map(day -> part(run, day)).toList();
    if (!fit(parts)) {
      log.warn("The fields of the command are too long for a copy in each day; it is not split");
      return false;
    }
    if (run.reporter().fanOut(parts) == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
    log.info("Fanned out into {} commands", parts.size());
    return true;
  }

  private static FetchCommand part(FetchRun run, LocalDate day) {
    FetchCommand command = run.command();
    FetchCommand.Whole whole = new FetchCommand.Whole(command.commandId(), run.id().toEpochMilli());
    return command.forDay(day).asPartOf(whole);
  }

  /** The parts of one command differ by few bytes. */
  private static boolean fit(List<FetchCommand> parts) {
    long longest =
        parts.stream().limit(1).mapToLong(part -> part.toJson().getBytes(UTF_8).length).sum();
    return longest <= CommandParser.MAX_BYTES && longest * parts.size() <= MOST_BYTES;
  }
}
