package dev.tgfetcher.log;

import java.util.Map;
import org.slf4j.MDC;

/** Fields that every log line of this thread carries while something runs. */
public final class LogContext {
  private LogContext() {}

  public static void within(Map<String, String> fields, Runnable body) {
    fields.forEach(MDC::put);
    try {
      body.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
