package dev.tgfetcher.chaos.history;

/** A worker claimed a command. */
public record Leased(Moment moment, String payload, String worker, String token) {}
