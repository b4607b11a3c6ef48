package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.redis.RedisFailure;
import org.redisson.client.RedisException;

/** A change was made, or a part of it, and the audit knows only that it began. */
public final class AuditUnfinishedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AuditUnfinishedException(String action, ChangeTally tally, RedisException cause) {
    super(
        "the audit tells only that '%s' began, not that it ended with %,d changed and the result '%s': %s"
            .formatted(action, tally.count(), tally.result(), RedisFailure.message(cause)),
        cause);
  }
}
