package dev.tgfetcher.log;

import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/** Adds fields to every log line of a thread while a task runs. */
public final class LogContext {
  private LogContext() {}

  /** Runs a task with these fields in its log lines. */
  public static void within(Map<String, String> fields, Runnable body) {
    fields.forEach(MDC::put);
    try {
      body.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  /** Returns the task for another thread, with the fields that the calling thread has now. */
  public static <T> Callable<T> ofThisThread(Callable<T> body) {
    Map<String, String> fields = MDC.getCopyOfContextMap();
    return () -> {
      MDC.setContextMap(fields == null ? Map.of() : fields);
      try {
        return body.call();
      } finally {
        MDC.clear();
      }
    };
  }
}
