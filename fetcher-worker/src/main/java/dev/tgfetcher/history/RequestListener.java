package dev.tgfetcher.history;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Observes the requests to Telegram, on the thread that sends them: an implementation returns at
 * once and throws nothing.
 */
@FunctionalInterface
public interface RequestListener {
  /**
   * A request was answered, or had no answer in time. Each repeat is a request too.
   *
   * @param refusal null when Telegram granted the request
   */
  void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took);
}
