package dev.tgfetcher.history;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Observes the requests to Telegram on the thread that sends them. An implementation returns at
 * once and throws nothing.
 */
@FunctionalInterface
public interface RequestListener {
  /**
   * Called when a request has a response or has timed out. A repeated request counts again.
   *
   * @param refusal null when Telegram granted the request
   */
  void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took);

  /**
   * Called after {@link #requestEnded} when a request was granted.
   *
   * @param messages the number of messages in the answer's list; 0 without a list
   */
  default void messagesReceived(MethodClass method, int messages) {}
}
