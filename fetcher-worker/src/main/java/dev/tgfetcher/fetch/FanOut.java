package dev.tgfetcher.fetch;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Strategy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces a command of strategy per_day by one command for each of its days. */
record FanOut(ChatResolver resolver, FirstDay firstDay) {
  private static final Logger log = LoggerFactory.getLogger(FanOut.class);

  /** A command with a limit is not split: its parts could not count each other's messages. */
  static boolean applies(FetchCommand command, FetchWindow window) {
    return command.strategy() == Strategy.PER_DAY && !window.isOneDay() && command.limit() == null;
  }

  /**
   * Queues a command for each day of the window and completes the run's command.
   *
   * @throws LeaseLostException when another worker owns the command by now
   */
  void split(FetchRun run, FetchWindow window) throws InterruptedException {
    FetchWindow bounded =
        window.sinceFirstMessage()
            ? firstDay.bound(resolver.resolve(run.command().chat()), window)
            : window;
    List<FetchCommand> parts = bounded.days().map(run.command()::forDay).toList();
    if (run.reporter().fanOut(parts) == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
    log.info("Fanned out into {} commands", parts.size());
  }
}
