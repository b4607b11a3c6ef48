package dev.tgfetcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.tgfetcher.telegram.SecretMask;

/** The message with its stack trace if any; Loki keeps the other fields as metadata. */
final class TextLines extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    return SecretMask.apply(
        event.getThrowableProxy() == null
            ? message
            : message + '\n' + ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }
}
