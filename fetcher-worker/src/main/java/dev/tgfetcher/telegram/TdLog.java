package dev.tgfetcher.telegram;

import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TDLib's own log, brought to SLF4J with secrets masked. The logger {@code dev.tgfetcher.tdlib}
 * decides how much is asked of TDLib: errors at INFO, warnings at DEBUG, all the rest at TRACE.
 */
final class TdLog {
  private static final Logger log = LoggerFactory.getLogger("dev.tgfetcher.tdlib");

  private static final int FATAL = 0;
  private static final int ERROR = 1;
  private static final int WARNING = 2;
  private static final int INFO = 3;

  /** Level, thread and time, which SLF4J adds itself. */
  private static final Pattern PREFIX = Pattern.compile("^(\\[[^]]*]){3}");

  private TdLog() {}

  /** The requests that silence TDLib's own stream and set how much it logs. */
  static List<String> settings() {
    return List.of(
        "{\"@type\":\"setLogStream\",\"log_stream\":{\"@type\":\"logStreamEmpty\"}}",
        "{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":" + verbosity() + "}");
  }

  static int verbosity() {
    if (log.isTraceEnabled()) {
      return INFO;
    }
    return log.isDebugEnabled() ? WARNING : ERROR;
  }

  static void write(int verbosity, String line) {
    String text = Secrets.mask(PREFIX.matcher(line.strip()).replaceFirst(""));
    switch (verbosity) {
      case FATAL -> log.error("{}", text);
      case ERROR -> log.warn("{}", text);
      case WARNING -> log.debug("{}", text);
      default -> log.trace("{}", text);
    }
  }
}
