package dev.tgfetcher.redis;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** No Redis server can be used at the configured address. */
public final class RedisUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RedisFault fault;
  private final String problem;

  public RedisUnreachableException(RedisAddress address, Throwable cause) {
    this(RedisFault.of(cause), problem(address, cause), cause);
  }

  RedisUnreachableException(RedisAddress address, RedisFault fault) {
    this(fault, "Redis at %s %s".formatted(address, fault.words()), null);
  }

  private RedisUnreachableException(RedisFault fault, String problem, @Nullable Throwable cause) {
    super(problem + "; " + fault.remedy(), cause);
    this.fault = fault;
    this.problem = problem;
  }

  /** The reason why the server cannot be used. */
  public RedisFault fault() {
    return fault;
  }

  /** The message without the remedy. */
  public String problem() {
    return problem;
  }

  private static String problem(RedisAddress address, Throwable cause) {
    RedisFault fault = RedisFault.of(cause);
    if (fault == RedisFault.NO_ANSWER) {
      return "Redis does not answer at %s (%s)".formatted(address, reason(cause));
    }
    String detail = fault == RedisFault.UNTRUSTED ? distrust(cause) : reason(cause);
    return "Redis at %s %s (%s)".formatted(address, fault.words(), detail);
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
