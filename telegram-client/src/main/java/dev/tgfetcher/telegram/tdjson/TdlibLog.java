package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.SecretMask;
import java.nio.charset.StandardCharsets;
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
 *   <li>Bytes of packets and the members of objects are left out, because they have the texts of
 *       messages.
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

  /**
   * A dump of bytes: words of eight hexadecimal digits, or one long word. The quantifier of the
   * words is possessive, so that a long dump needs no deep stack.
   */
  private static final Pattern BYTES =
      Pattern.compile(
          "(?<![0-9A-Za-z])(?:(?:[0-9a-f]{8}[ \\n])++(?:[0-9a-f]{8})?|[0-9a-f]{16,}+)"
              + "(?![0-9A-Za-z])");

  private TdlibLog() {}

  /** Receives the log of a library from now on. */
  static void attach(TdJson tdJson) {
    tdJson.logTo(verbosity(), TdlibLog::write);
    settings().forEach(setting -> tdJson.execute(setting.getBytes(StandardCharsets.UTF_8)));
  }

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

  /**
   * Removes the bytes of packets, and from an error or a warning all but its first line: the others
   * are the members of an object.
   */
  private static String withoutContent(int verbosity, String line) {
    String text =
        BYTES
            .matcher(PREFIX.matcher(line).replaceFirst(""))
            .replaceAll(dump -> "(" + digits(dump.group()) / 2 + " bytes left out)")
            .replace("\n(", " (");
    int end = text.indexOf('\n');
    boolean hasMembers = end >= 0 && (verbosity == ERROR || verbosity == WARNING);
    return hasMembers
        ? text.substring(0, end) + " (%d lines left out)".formatted(text.lines().count() - 1)
        : text;
  }

  private static long digits(String dump) {
    return dump.chars().filter(c -> c != ' ' && c != '\n').count();
  }

  private static void log(int verbosity, String line) {
    String text = SecretMask.apply(withoutContent(verbosity, line.strip()));
    switch (verbosity) {
      case FATAL -> log.error("{}", text);
      case ERROR -> log.warn("{}", text);
      case WARNING -> log.debug("{}", text);
      default -> log.trace("{}", text);
    }
  }
}
