package dev.tgfetcher.queue;

/** No Redis server answers at the configured address. */
public final class RedisUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisUnreachableException(RedisAddress address, Throwable cause) {
    super(
        "Redis does not answer at %s; start it, or set REDIS_URL to where it is (%s)"
            .formatted(address, firstLine(cause)),
        cause);
  }

  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
