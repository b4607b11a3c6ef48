package dev.tgfetcher.cli.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change by an operator.
 *
 * @param who {@code --as}, else {@code user@host}
 * @param action the subcommand that was run, such as {@code dlq replay}
 * @param filter the objects of the change, as typed on the command line
 * @param count the number of changed objects; null if the change has not ended
 * @param at the end, or the start of a change that has not ended, by the clock of Redis
 * @param commandLine the whole command line; null in an entry of an older version
 * @param result {@code done}; {@code begun} if the change runs or was killed; else how it ended
 */
public record AuditEntry(
    String who,
    String action,
    String filter,
    @Nullable Long count,
    Instant at,
    String result,
    @Nullable String commandLine) {}
