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
    if (fault == RedisFault.NO_ANSWER) {
      return "Redis does not answer at %s; %s (%s)"
          .formatted(address, fault.remedy(), reason(cause));
    }
    String detail = fault == RedisFault.UNTRUSTED ? distrust(cause) : reason(cause);
    return "Redis at %s %s (%s); %s".formatted(address, fault.words(), detail, fault.remedy());
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
