package dev.tgfetcher.queue;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.Event;

/**
 * A dead letter with its events.
 *
 * @param event reports the dead letter
 * @param completed the last event of the command, whose numbers Redis fills in
 */
public record DeadLettering(DeadLetter letter, Event event, Event completed) {}
