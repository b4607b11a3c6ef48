package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.SecretMask;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the lines of TDLib's log:
 *
 * <ol>
 *   <li>{@link WireListeners} reads each line. TDLib therefore always logs its warnings, and one
 *       line at each step of a request.
 *   <li>SLF4J logs the line with secrets masked. The level of the logger {@code
 *       dev.tgfetcher.tdlib} selects the lines: errors at INFO, warnings at DEBUG, all others at
 *       TRACE.
 * </ol>
 */
final class TdlibLog {
  private static final Logger log = LoggerFactory.getLogger("dev.tgfetcher.tdlib");

  private static final int FATAL = 0;
  private static final int ERROR = 1;
  private static final int WARNING = 2;
  private static final int INFO = 3;

  /** TDLib's tag for lines about single requests. */
  private static final String REQUESTS = "net_query";

  private static final String REQUESTS_TAG = "[&" + REQUESTS + "]";

  /** Level, thread and time, which SLF4J adds itself. */
  private static final Pattern PREFIX = Pattern.compile("^(\\[[^]]*]){3}");

  private TdlibLog() {}

  /** Returns the requests that silence TDLib's own stream and set its levels. */
  static List<String> settings() {
    return List.of(
        "{\"@type\":\"setLogStream\",\"log_stream\":{\"@type\":\"logStreamEmpty\"}}",
        "{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":" + verbosity() + "}",
        "{\"@type\":\"setLogTagVerbosityLevel\",\"tag\":\""
            + REQUESTS
            + "\",\"new_verbosity_level\":"
            + WARNING
            + "}");
  }

  static int verbosity() {
    return log.isTraceEnabled() ? INFO : WARNING;
  }

  static void write(int verbosity, String line) {
    WireListeners.onLogLine(line);
    boolean aboutRequest = line.contains(REQUESTS_TAG);
    if (aboutRequest ? log.isTraceEnabled() : isWanted(verbosity)) {
      log(aboutRequest ? INFO : verbosity, line);
    }
  }

  private static boolean isWanted(int verbosity) {
    return verbosity < WARNING || log.isDebugEnabled();
  }

  private static void log(int verbosity, String line) {
    String text = SecretMask.apply(PREFIX.matcher(line.strip()).replaceFirst(""));
    switch (verbosity) {
      case FATAL -> log.error("{}", text);
      case ERROR -> log.warn("{}", text);
      case WARNING -> log.debug("{}", text);
      default -> log.trace("{}", text);
    }
  }
}
