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

  /** Makes a change of this person's; see {@link AuditTrail#during}. */
  <T, E extends Exception> T during(
      RedisConnection redis,
      RedisKeys keys,
      String action,
      String filter,
      AuditTrail.Change<T, E> change)
      throws E {
    return new AuditTrail(redis, keys).during(name(), action, filter, change);
  }
}
