package dev.tgfetcher.cli.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of an operator's.
 *
 * @param who {@code --as}, else {@code user@host}
 * @param action the subcommand that was run, such as {@code dlq replay}
 * @param filter what it was to act on, in the words of the command line
 * @param count how many things were changed; null when it has not ended
 * @param at when it ended, or began if it has not ended, by Redis' clock
 * @param result {@code done}, how it ended before that, or {@code begun}: it goes on, or was killed
 */
public record AuditEntry(
    String who, String action, String filter, @Nullable Long count, Instant at, String result) {}
