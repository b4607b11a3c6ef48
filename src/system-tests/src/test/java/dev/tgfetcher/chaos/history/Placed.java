package dev.tgfetcher.chaos.history;

/**
 * The places of a command after a transaction that changed them.
 *
 * @param pushed how often the command was pushed so far
 * @param ended how often it has ended so far
 * @param places the number of its elements in the queue, at workers, among retries and twins
 */
public record Placed(Moment moment, String payload, int pushed, int ended, int places) {}
