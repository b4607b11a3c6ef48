package dev.tgfetcher.log;

import java.util.Map;
import java.util.concurrent.Callable;
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

  /** The same body for another thread, where its lines carry what this thread's do now. */
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
