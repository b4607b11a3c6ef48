package dev.tgfetcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.tgfetcher.telegram.SecretMask;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;
import org.slf4j.LoggerFactory;
import tools.jackson.core.TokenStreamContext;

/** Configures the log as JSON lines or text, with secrets masked in both. */
public final class Logging {
  /** The Loki label {@code app} of all lines of the fleet. */
  public static final String APP = "tg-fetcher";

  private static final Map<String, Level> LOUD_LIBRARIES =
      Map.of(
          "org.redisson", Level.ERROR,
          // A stack trace for each lock that is not renewed; the worker logs the outage once.
          "org.redisson.renewal", Level.OFF,
          // The same for each connection to a server that is silent.
          "org.redisson.client.handler.PingConnectionHandler", Level.OFF,
          "io.netty", Level.ERROR,
          "io.smallrye", Level.WARN,
          "org.jboss", Level.WARN);

  private static final long FLUSH_TIMEOUT_MILLIS = 3_000;

  private Logging() {}

  /** Logs one JSON object a line, with the fields of the event and of the MDC. */
  public static void json(OutputStream out, String level) {
    LoggerContext context = context();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setTimeZone("UTC");
    encoder.setTimestampPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    encoder.getFieldNames().setVersion("[ignore]");
    encoder.getFieldNames().setLevelValue("[ignore]");
    MaskingJsonGeneratorDecorator mask = new MaskingJsonGeneratorDecorator();
    mask.addValueMasker(Logging::masked);
    mask.start();
    encoder.addDecorator(mask);
    apply(context, encoder, out, level);
  }

  /** Logs lines of text. */
  public static void text(OutputStream out, String level) {
    LoggerContext context = context();
    TextLayout layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    apply(context, encoder, out, level);
  }

  /** Sends the log to Loki as well; call it after {@link #json} or {@link #text}. */
  public static void loki(URI loki, String host) {
    LokiAppender appender = LokiAppender.of(context(), loki, host);
    appender.start();
    root().addAppender(appender);
  }

  /** Sends the last lines to Loki, for three seconds at most. */
  public static void flush() throws InterruptedException {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root().iteratorForAppenders().forEachRemaining(appenders::add);
    appenders.forEach(root()::detachAppender);
    Thread stopping = new Thread(() -> appenders.forEach(Appender::stop), "log-flush");
    stopping.setDaemon(true);
    stopping.start();
    stopping.join(FLUSH_TIMEOUT_MILLIS);
  }

  /** Changes the level. */
  public static void level(String level) {
    root().setLevel(Level.toLevel(level));
    LOUD_LIBRARIES.forEach((name, usual) -> context().getLogger(name).setLevel(quieter(usual)));
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Logger root() {
    return context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Object masked(TokenStreamContext context, Object value) {
    return value instanceof CharSequence text ? SecretMask.apply(text.toString()) : value;
  }

  private static void apply(
      LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream out, String level) {
    context.reset();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new UnclosedStream(out));
    appender.start();
    level(level);
    root().addAppender(appender);
  }

  /** Returns the quieter one of a library's level and the root's. */
  private static Level quieter(Level library) {
    Level root = root().getLevel();
    return root.isGreaterOrEqual(library) ? root : library;
  }

  /** A stream of the process that stays open when its appender is closed. */
  private static final class UnclosedStream extends FilterOutputStream {
    UnclosedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      out.write(bytes, start, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
