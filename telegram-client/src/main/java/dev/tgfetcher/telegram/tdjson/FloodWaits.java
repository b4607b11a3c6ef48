package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The flood waits that one client has met. TDLib repeats a request after a flood wait, and after a
 * failure of Telegram's servers. In the end it reports "429 Too Many Requests" for both. Its log
 * tells them apart.
 */
final class FloodWaits implements Consumer<WireEvent> {
  private static final int TOO_MANY_REQUESTS = 429;

  private final AtomicLong events = new AtomicLong();
  private final AtomicLong floods = new AtomicLong();

  @Override
  public void accept(WireEvent event) {
    events.incrementAndGet();
    if (event.floodWait() != null) {
      floods.incrementAndGet();
    }
  }

  /** The number of flood waits so far. */
  long count() {
    return floods.get();
  }

  /**
   * Returns the refusal with its cause: trouble of Telegram if no flood wait came after a number of
   * them. Without any event TDLib's log does not arrive, and a flood is assumed.
   */
  TelegramException withCause(TelegramException refusal, long floodsBefore) {
    boolean claimsFlood =
        refusal.type() == TelegramErrorType.FLOOD && refusal.error().code() == TOO_MANY_REQUESTS;
    return claimsFlood && events.get() > 0 && floods.get() == floodsBefore
        ? new TelegramException(TelegramError.repeatedFailure(refusal.error()))
        : refusal;
  }
}
