package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.log.Listeners;
import dev.tgfetcher.schema.FetchCommand;
import dev.tgfetcher.telegram.TelegramError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told of what is read and written, on the thread that does it: an implementation returns at once
 * and throws nothing.
 */
public interface FetchListener {
  /** Listens to nothing. */
  FetchListener NONE = new FetchListener() {};

  /**
   * A request was answered, or had no answer in time; its quick repeats are requests too.
   *
   * @param refusal null when it was granted
   */
  default void called(MethodClass method, @Nullable TelegramError refusal, Duration took) {}

  /**
   * A day was read and is in the archive.
   *
   * @param took its reading and writing
   */
  default void stored(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /** A day was written. */
  default void written(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /** The reading of a day ended without one. */
  default void broken(FetchCommand command, Duration took) {}

  /** Tells each of them, also when one throws all the same. */
  static FetchListener all(List<FetchListener> each) {
    return new FetchListener() {
      @Override
      public void called(MethodClass method, @Nullable TelegramError refusal, Duration took) {
        Listeners.tell(each, one -> one.called(method, refusal, took));
      }

      @Override
      public void stored(FetchCommand command, WriteOutcome outcome, Duration took) {
        Listeners.tell(each, one -> one.stored(command, outcome, took));
      }

      @Override
      public void written(FetchCommand command, WriteOutcome outcome, Duration took) {
        Listeners.tell(each, one -> one.written(command, outcome, took));
      }

      @Override
      public void broken(FetchCommand command, Duration took) {
        Listeners.tell(each, one -> one.broken(command, took));
      }
    };
  }
}
