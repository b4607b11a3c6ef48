package dev.tgfetcher.redis;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** No Redis server answers at the configured address. */
public final class RedisUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The beginnings of Redis' errors for a wrong, a missing and an unexpected password. */
  private static final Pattern REFUSED = Pattern.compile("WRONGPASS|NOAUTH|ERR AUTH");

  public RedisUnreachableException(RedisAddress address, Throwable cause) {
    super(message(address, cause), cause);
  }

  private static String message(RedisAddress address, Throwable cause) {
    Optional<Throwable> distrust = tlsProblem(cause);
    if (distrust.isPresent()) {
      return "Redis at %s has a certificate that is not trusted (%s); set REDIS_CA_FILE to the PEM file of the authority that issued it"
          .formatted(address, firstLine(distrust.get()));
    }
    String reason = firstLine(root(cause));
    return REFUSED.matcher(reason).find()
        ? "Redis at %s refuses the login (%s); put its user and password into REDIS_URL"
            .formatted(address, reason)
        : "Redis does not answer at %s; start it, or set REDIS_URL to its address (%s)"
            .formatted(address, reason);
  }

  private static Throwable root(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .reduce((outer, inner) -> inner)
        .orElse(thrown);
  }

  private static Optional<Throwable> tlsProblem(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(SSLException.class::isInstance)
        .findFirst();
  }

  /** The first line of a message, without the details that Redisson adds. */
  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message).replaceFirst("\\. channel: \\[.*", "");
  }
}
