package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.history.RequestListener;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.log.ListenerNotifier;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.telegram.TelegramError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told of what is read and written, on the thread that does it: an implementation returns at once
 * and throws nothing.
 */
public interface FetchListener extends RequestListener {
  /** Listens to nothing. */
  FetchListener NONE = new FetchListener() {};

  @Override
  default void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {}

  /**
   * A day was read and is in the archive.
   *
   * @param took its reading and writing
   */
  default void dayFetched(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /** A day was written. */
  default void dayWritten(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /** The reading of a day ended without one. */
  default void dayFailed(FetchCommand command, Duration took) {}

  /** Tells each of them, also when one throws all the same. */
  static FetchListener all(List<FetchListener> each) {
    return new FetchListener() {
      @Override
      public void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.requestEnded(method, refusal, took));
      }

      @Override
      public void dayFetched(FetchCommand command, WriteOutcome outcome, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.dayFetched(command, outcome, took));
      }

      @Override
      public void dayWritten(FetchCommand command, WriteOutcome outcome, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.dayWritten(command, outcome, took));
      }

      @Override
      public void dayFailed(FetchCommand command, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.dayFailed(command, took));
      }
    };
  }
}
