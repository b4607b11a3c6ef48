package dev.tgfetcher.cli.audit;

import java.time.Instant;

/**
 * One action of an operator.
 *
 * @param who {@code --as}, else {@code user@host}
 * @param action the verb that was run, such as {@code dlq replay}
 * @param filter what it was to act on, in the words of the command line
 * @param count how many things were changed
 * @param at when it ended, by Redis' clock
 * @param result {@code done}, or how it ended before that
 */
public record AuditEntry(
    String who, String action, String filter, long count, Instant at, String result) {}
