package dev.tgfetcher.redis;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** No Redis server can be used at the configured address. */
public final class RedisUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RedisFault fault;

  public RedisUnreachableException(RedisAddress address, Throwable cause) {
    super(message(address, cause), cause);
    this.fault = RedisFault.of(cause);
  }

  /** The reason why the server cannot be used. */
  public RedisFault fault() {
    return fault;
  }

  private static String message(RedisAddress address, Throwable cause) {
    RedisFault fault = RedisFault.of(cause);
    return "Redis "
        + switch (fault) {
          case UNTRUSTED ->
              "at %s %s (%s); set REDIS_CA_FILE to the PEM file of the authority that issued it"
                  .formatted(address, fault.words(), distrust(cause));
          case LOGIN ->
              "at %s %s (%s); put its user and password into REDIS_URL"
                  .formatted(address, fault.words(), reason(cause));
          case NO_PERMISSION ->
              "at %s %s (%s); give the user in REDIS_URL the rights of a worker"
                  .formatted(address, fault.words(), reason(cause));
          case NO_DATABASE ->
              "at %s %s (%s); correct the number at the end of REDIS_URL"
                  .formatted(address, fault.words(), reason(cause));
          case LOADING ->
              "at %s %s (%s); wait until it has read them"
                  .formatted(address, fault.words(), reason(cause));
          case NO_ANSWER ->
              "does not answer at %s; start it, or set REDIS_URL to its address (%s)"
                  .formatted(address, reason(cause));
          case NO_COMMAND ->
              "at %s %s (%s); do not rename or forbid the commands of a worker"
                  .formatted(address, fault.words(), reason(cause));
          case OTHER -> "at %s %s (%s)".formatted(address, fault.words(), reason(cause));
        };
  }

  private static String reason(Throwable cause) {
    Throwable root = RedisFault.root(cause);
    return root instanceof TimeoutException && root.getMessage() == null
        ? "no reply in time"
        : RedisReply.in(root);
  }

  private static String distrust(Throwable thrown) {
    Optional<Throwable> first =
        RedisFault.causes(thrown).filter(SSLException.class::isInstance).findFirst();
    return RedisReply.in(first.orElse(thrown));
  }
}
