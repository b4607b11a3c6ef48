package dev.tgfetcher.queue;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.Event;

/** A dead letter with the event that tells of it. */
public record DeadLettering(DeadLetter letter, Event event) {}
