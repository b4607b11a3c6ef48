package dev.tgfetcher.limit;

import java.time.Duration;

/**
 * How one budget stands.
 *
 * @param account the account's id, or {@code all}: no account has made a request yet
 * @param method the class of methods
 * @param rate that was set or configured
 * @param setBy where the rate is from: {@code account} or {@code all} for what an operator set,
 *     else {@code configuration}
 * @param share of the rate that holds now: under 1 after a flood
 * @param usedLastMinute permits, in the last 60 s
 * @param waiting requests that wait for their permit
 * @param heldFor how long the hold lasts; zero when there is none
 * @param probing whether the first request after a hold is awaited
 * @param floods holds so far
 */
public record RateLimitState(
    String account,
    String method,
    Rate rate,
    String setBy,
    double share,
    int usedLastMinute,
    int waiting,
    Duration heldFor,
    boolean probing,
    long floods) {}
