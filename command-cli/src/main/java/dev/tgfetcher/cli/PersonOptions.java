package dev.tgfetcher.cli;

import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.RedisKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who changes something: what the audit says. */
final class PersonOptions {
  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who the audit says did it (default: user@host).")
  private @Nullable String name;

  private final Surroundings surroundings;

  PersonOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  String name() {
    return name != null ? name : Person.of(surroundings.environment());
  }

  /** Adds an entry of this person to the audit; see {@link AuditTrail#record}. */
  void record(
      RedisConnection redis,
      RedisKeys keys,
      String action,
      String filter,
      long count,
      String result) {
    new AuditTrail(redis, keys).record(name(), action, filter, count, result);
  }
}
