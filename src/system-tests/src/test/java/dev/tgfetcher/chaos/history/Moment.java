package dev.tgfetcher.chaos.history;

import java.time.Instant;

/**
 * A moment of Redis.
 *
 * @param order the number of the transaction; a later one has a higher number, whatever the clock
 *     says
 * @param at the latest time of Redis that the append-only file has at this place
 */
public record Moment(long order, Instant at) {}
