package dev.tgfetcher.cli.audit;

import dev.tgfetcher.cli.terminal.Actor;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the operator for the audit. */
public final class ActorOptions {
  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Your name in the audit (default: user@host).")
  private @Nullable String name;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec subcommand;

  private final CliContext context;

  public ActorOptions(CliContext context) {
    this.context = context;
  }

  public String name() {
    return name != null ? name : Actor.of(context.environment());
  }

  /** Makes a change of this operator; see {@link AuditTrail#during}. */
  public <T, E extends Exception> T during(
      RedisConnection redis,
      RedisKeys keys,
      String action,
      String filter,
      AuditTrail.Change<T, E> change)
      throws E {
    return new AuditTrail(redis, keys, TypedLine.of(subcommand))
        .during(name(), action, filter, change);
  }
}
