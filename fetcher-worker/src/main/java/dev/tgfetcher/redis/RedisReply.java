package dev.tgfetcher.redis;

import java.util.regex.Pattern;
import org.redisson.client.RedisOutOfMemoryException;

/** The error of a Redis server in a failure of Redisson. */
final class RedisReply {
  /** The connection, the command and its payloads, which Redisson adds to the error. */
  private static final Pattern DETAILS =
      Pattern.compile(
          "[.,]? (?:channel: \\[|params: \\[|promise: |command: \\(|with args beginning with: ).*",
          Pattern.DOTALL);

  /** Redis 6 puts the place in a script before the error of a command. */
  private static final Pattern PLACE =
      Pattern.compile("^ERR Error running script .*@user_script: ?\\d+: -?(?=[A-Z]{3})");

  private RedisReply() {}

  /** Redisson takes the word of this error out of its message. */
  private static String word(Throwable failure) {
    return failure instanceof RedisOutOfMemoryException ? "OOM " : "";
  }

  /** The first line of the message, without the details that Redisson adds. */
  static String in(Throwable failure) {
    String message =
        word(failure) + DETAILS.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    String line = message.lines().findFirst().orElse(message);
    return PLACE.matcher(line).replaceFirst("");
  }
}
