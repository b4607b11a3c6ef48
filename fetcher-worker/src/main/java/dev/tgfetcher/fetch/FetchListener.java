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
 * Observes requests and days on the thread that fetches them. An implementation returns at once and
 * throws nothing.
 */
public interface FetchListener extends RequestListener {
  /** Ignores all calls. */
  FetchListener NONE = new FetchListener() {};

  @Override
  default void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {}

  /**
   * Called when a day was read and is in the archive.
   *
   * @param took the time of its reading and writing
   */
  default void dayFetched(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /**
   * Called when a day was written, before {@link #dayFetched}.
   *
   * @param took the time of its writing
   */
  default void dayWritten(FetchCommand command, WriteOutcome outcome, Duration took) {}

  /**
   * Called when the reading of a day has failed.
   *
   * @param took the time until the failure
   */
  default void dayFailed(FetchCommand command, Duration took) {}

  /** Notifies each of the listeners, even when one of them throws. */
  static FetchListener all(List<FetchListener> each) {
    return new FetchListener() {
      @Override
      public void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.requestEnded(method, refusal, took));
      }

      @Override
      public void messagesReceived(MethodClass method, int messages) {
        ListenerNotifier.notifyEach(each, one -> one.messagesReceived(method, messages));
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
