package dev.tgfetcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.tgfetcher.telegram.SecretMask;

/** A message with its stack, if any, for a place that keeps everything else beside it. */
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
