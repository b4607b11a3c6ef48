package dev.tgfetcher.queue;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** No Redis server answers at the configured address. */
public final class RedisUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisUnreachableException(RedisAddress address, Throwable cause) {
    super(message(address, cause), cause);
  }

  private static String message(RedisAddress address, Throwable cause) {
    Optional<Throwable> distrust = tlsProblem(cause);
    return distrust.isPresent()
        ? "Redis at %s shows a certificate that is not trusted (%s); set REDIS_CA_FILE to the PEM file of the authority that issued it"
            .formatted(address, firstLine(distrust.get()))
        : "Redis does not answer at %s; start it, or set REDIS_URL to where it is (%s)"
            .formatted(address, firstLine(cause));
  }

  private static Optional<Throwable> tlsProblem(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(SSLException.class::isInstance)
        .findFirst();
  }

  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
