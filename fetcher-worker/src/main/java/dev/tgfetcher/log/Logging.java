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

/** Sets up the log: one appender, JSON lines or text, with secrets masked in either. */
public final class Logging {
  /** The label by which all lines of the fleet are found in Loki: {@code {app="..."}}. */
  public static final String APP = "tg-fetcher";

  private static final Map<String, Level> LOUD_LIBRARIES =
      Map.of(
          "org.redisson", Level.ERROR,
          "io.netty", Level.ERROR,
          "io.smallrye", Level.WARN,
          "org.jboss", Level.WARN);

  private static final long LAST_LINES_MILLIS = 3_000;

  private Logging() {}

  /** One JSON object a line: the event's fields, and those of the MDC beside them. */
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

  /** Lines for a person. */
  public static void text(OutputStream out, String level) {
    LoggerContext context = context();
    TextLayout layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    apply(context, encoder, out, level);
  }

  /** Sends what is logged to Loki too; to be called after one of the others. */
  public static void loki(URI loki, String host) {
    LokiAppender appender = LokiAppender.of(context(), loki, host);
    appender.start();
    root().addAppender(appender);
  }

  /** The last lines go out to Loki, if that takes no longer than a person waits for the end. */
  public static void flush() throws InterruptedException {
    List<Appender<ILoggingEvent>> all = new ArrayList<>();
    root().iteratorForAppenders().forEachRemaining(all::add);
    all.forEach(root()::detachAppender);
    Thread stopping = new Thread(() -> all.forEach(Appender::stop), "log-flush");
    stopping.setDaemon(true);
    stopping.start();
    stopping.join(LAST_LINES_MILLIS);
  }

  /** Less or more is logged from now on. */
  public static void level(String level) {
    root().setLevel(Level.toLevel(level));
    LOUD_LIBRARIES.forEach((name, most) -> context().getLogger(name).setLevel(quieter(most)));
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
    appender.setOutputStream(new Lent(out));
    appender.start();
    level(level);
    root().addAppender(appender);
  }

  /** What is silent as a whole is silent in its parts. */
  private static Level quieter(Level most) {
    Level all = root().getLevel();
    return all.isGreaterOrEqual(most) ? all : most;
  }

  /** A stream of the process, which goes on being used when an appender has ended. */
  private static final class Lent extends FilterOutputStream {
    Lent(OutputStream out) {
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
