package dev.tgfetcher.batch;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.Duration;
import java.util.OptionalInt;

/** Observes a batch on the thread that runs it. */
public interface BatchListener {

  /**
   * Called when the work on a chat starts.
   *
   * @param days how many days the command fetches; empty when that depends on the chat's first
   *     message
   */
  void chatStarted(FetchCommand command, OptionalInt days);

  /** Called after each page with its number of messages. */
  void pageRead(int messages);

  /** Called with each event that a worker would publish. */
  void onEvent(Event event);

  /** Called before the wait for the next attempt: a flood wait if the failure is a rate limit. */
  void waiting(Failure failure, Duration delay);

  /** Called when the work on a chat has ended. */
  void chatEnded(BatchResult result);
}
