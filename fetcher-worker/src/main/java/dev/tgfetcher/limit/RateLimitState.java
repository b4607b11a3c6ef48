package dev.tgfetcher.limit;

import java.time.Duration;

/**
 * The state of one rate limit.
 *
 * @param account the account's id, or {@code all} if no account has made a request yet
 * @param rate as set or configured
 * @param share of the rate that is in force: less than 1 after a flood wait
 * @param usedLastMinute permits granted in the last 60 s
 * @param waiting requests that wait for their permit
 * @param heldFor time until the hold ends; zero without a hold
 * @param probing whether a hold has ended and its first request is not answered yet
 * @param floods number of holds so far
 */
public record RateLimitState(
    String account,
    MethodClass method,
    Rate rate,
    RateSource setBy,
    double share,
    int usedLastMinute,
    int waiting,
    Duration heldFor,
    boolean probing,
    long floods) {}
