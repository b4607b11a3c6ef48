package dev.tgfetcher.chaos.history;

/** A lock gave out a fencing token. */
public record Locked(Moment moment, String lock, long token) {}
