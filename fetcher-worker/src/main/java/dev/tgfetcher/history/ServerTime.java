package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The time at Telegram, by which messages have their dates. */
public final class ServerTime {
  private static final Logger log = LoggerFactory.getLogger(ServerTime.class);

  /** TDLib estimates the time, in whole seconds. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private ServerTime() {}

  /**
   * The given time of this machine, or the time at Telegram if the clock of this machine is ahead.
   * A day that is not over at Telegram may still get messages.
   */
  public static Instant earlier(TelegramCalls calls, Instant time) throws InterruptedException {
    long seconds = unixTime(calls);
    Instant atTelegram = Instant.ofEpochSecond(seconds);
    if (seconds == 0 || !atTelegram.isBefore(time.minus(TOLERANCE))) {
      return time;
    }
    log.warn("The clock of this machine is ahead of Telegram's: {}, not {}", time, atTelegram);
    return atTelegram;
  }

  /** 0 when TDLib does not know it. */
  private static long unixTime(TelegramCalls calls) throws InterruptedException {
    try {
      JsonNode option =
          calls.call(MethodClass.LOCAL, request("getOption").put("name", "unix_time"));
      return TdFields.number(option, "value");
    } catch (TelegramException e) {
      return 0;
    }
  }
}
