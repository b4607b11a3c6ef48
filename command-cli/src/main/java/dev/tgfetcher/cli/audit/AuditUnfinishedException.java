package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.redis.RedisFailure;
import org.redisson.client.RedisException;

/** A change has ended, and its last entry in the audit could not be written. */
public final class AuditUnfinishedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AuditUnfinishedException(String action, ChangeTally tally, RedisException cause) {
    super(
        "the audit has the start of '%s' but not its end: %,d changed, result '%s': %s"
            .formatted(action, tally.count(), tally.result(), RedisFailure.message(cause)),
        cause);
  }
}
