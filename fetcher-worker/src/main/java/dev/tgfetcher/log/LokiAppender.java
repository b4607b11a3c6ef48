package dev.tgfetcher.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.status.NopStatusListener;
import com.github.loki4j.client.batch.LogRecord;
import com.github.loki4j.logback.Loki4jAppender;
import dev.tgfetcher.telegram.SecretMask;
import java.net.URI;
import java.util.TreeMap;

/**
 * Sends lines to Loki on a separate thread. While Loki is away it keeps a bounded number of bytes;
 * further lines are dropped and counted, because the log must not block the worker.
 */
final class LokiAppender extends Loki4jAppender {
  private static final String PUSH = "/loki/api/v1/push";
  private static final long CONNECT_MILLIS = 2_000;
  private static final long REQUEST_MILLIS = 3_000;
  private static final int RETRIES = 2;
  private static final long BATCH_MILLIS = 1_000;
  private static final int BATCH_BYTES = 512 * 1024;
  private static final long QUEUE_BYTES = 4L * 1024 * 1024;

  private LokiAppender() {}

  /**
   * Creates an appender that is not started.
   *
   * @param loki address with or without the path
   * @param host a label, beside {@code app} and {@code level}; other fields are structured metadata
   */
  static LokiAppender of(LoggerContext context, URI loki, String host) {
    // Without a listener it prints its failures between the log lines; its metrics count them.
    context.getStatusManager().add(new NopStatusListener());
    LokiAppender appender = new LokiAppender();
    appender.setContext(context);
    appender.setName("loki");
    appender.setLabels("app=" + Logging.APP + "\nhost=" + host + "\nlevel=%level");
    appender.setStructuredMetadata("logger=%logger\nthread=%thread\n*=%%mdc");
    TextLines lines = new TextLines();
    lines.setContext(context);
    lines.start();
    appender.setMessage(lines);
    appender.setMetricsEnabled(true);
    appender.setHttp(http(loki));
    appender.setBatch(batch());
    return appender;
  }

  private static HttpCfg http(URI loki) {
    boolean hasPath = loki.getPath() != null && loki.getPath().length() > 1;
    HttpCfg http = new HttpCfg();
    http.setUrl(hasPath ? loki.toString() : loki.resolve(PUSH).toString());
    http.setConnectionTimeoutMs(CONNECT_MILLIS);
    http.setRequestTimeoutMs(REQUEST_MILLIS);
    http.setMaxRetries(RETRIES);
    http.setMinRetryBackoffMs(BATCH_MILLIS);
    return http;
  }

  private static BatchCfg batch() {
    BatchCfg batch = new BatchCfg();
    batch.setTimeoutMs(BATCH_MILLIS);
    batch.setMaxBytes(BATCH_BYTES);
    batch.setSendQueueMaxBytes(QUEUE_BYTES);
    batch.setUseDirectBuffers(false);
    return batch;
  }

  /** Metadata may contain text of a sender, so it is masked like the message. */
  @Override
  public LogRecord eventToLogRecord(ILoggingEvent event) {
    LogRecord plain = super.eventToLogRecord(event);
    TreeMap<String, String> masked = new TreeMap<>(plain.metadata);
    masked.replaceAll((name, value) -> SecretMask.apply(value));
    return LogRecord.create(
        plain.timestampMs, plain.nanosInMs, plain.stream, plain.message, masked);
  }
}
