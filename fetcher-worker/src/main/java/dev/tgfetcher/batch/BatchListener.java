package dev.tgfetcher.batch;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.Duration;
import java.util.OptionalInt;

/** Told what a batch does, on the thread that does it. */
public interface BatchListener {

  /**
   * Work on a chat begins.
   *
   * @param days how many days it is about; empty when only the chat's first message will tell
   */
  void chatStarted(FetchCommand command, OptionalInt days);

  /** A page with so many messages was read. */
  void pageRead(int messages);

  /** What a worker would publish. */
  void onEvent(Event event);

  /** The chat is tried again after a pause: a flood wait if the failure is a rate limit. */
  void waiting(Failure failure, Duration delay);

  /** Work on the chat is over. */
  void chatEnded(BatchResult result);
}
