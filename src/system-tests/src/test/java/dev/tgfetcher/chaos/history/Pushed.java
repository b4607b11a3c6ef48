package dev.tgfetcher.chaos.history;

/** A command came to the end of the queue. */
public record Pushed(Moment moment, String payload) {}
