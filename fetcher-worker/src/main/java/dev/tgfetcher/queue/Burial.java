package dev.tgfetcher.queue;

import dev.tgfetcher.schema.DeadLetter;
import dev.tgfetcher.schema.Event;

/** A dead letter with the event that tells of it. */
public record Burial(DeadLetter letter, Event event) {}
