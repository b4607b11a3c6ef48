package dev.tgfetcher.cli.status;

import java.time.Instant;

/**
 * The work of the fleet in one minute, by its events.
 *
 * @param commands that ended in it
 * @param messages of the days that were written in it
 */
public record MinuteOfWork(Instant start, long commands, long messages) {}
