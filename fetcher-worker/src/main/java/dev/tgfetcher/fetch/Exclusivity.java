package dev.tgfetcher.fetch;

/**
 * Keeps the workers of a fleet from reading the same days.
 *
 * @param locks give a day to one reader at a time
 * @param marks skip a day that another command reads, or read a short time ago
 */
public record Exclusivity(DayLocks locks, DuplicateMarks marks) {}
