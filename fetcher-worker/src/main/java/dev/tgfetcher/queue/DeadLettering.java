package dev.tgfetcher.queue;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.Event;

/** A dead letter and the event that reports it. */
public record DeadLettering(DeadLetter letter, Event event) {}
