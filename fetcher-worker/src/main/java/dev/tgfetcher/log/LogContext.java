package dev.tgfetcher.log;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

/** Fields that every log line of this thread carries until the context is closed. */
public final class LogContext implements AutoCloseable {
  private final List<MDC.MDCCloseable> fields = new ArrayList<>();

  public LogContext with(String name, Object value) {
    fields.add(MDC.putCloseable(name, String.valueOf(value)));
    return this;
  }

  @Override
  public void close() {
    fields.forEach(MDC.MDCCloseable::close);
    fields.clear();
  }
}
