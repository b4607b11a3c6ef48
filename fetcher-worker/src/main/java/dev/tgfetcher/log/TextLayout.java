package dev.tgfetcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.tgfetcher.telegram.SecretMask;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A log line as text: UTC time, level, message, fields, and the stack trace if any. */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(120);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(String.format(Locale.ROOT, " %-5s ", event.getLevel()));
    line.append(event.getFormattedMessage());
    appendContext(line, event.getMDCPropertyMap());
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return SecretMask.apply(line.toString());
  }

  private static void appendContext(StringBuilder line, Map<String, String> context) {
    new TreeMap<>(context)
        .forEach((name, value) -> line.append("  ").append(name).append('=').append(value));
  }
}
