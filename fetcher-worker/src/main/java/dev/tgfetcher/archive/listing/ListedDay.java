package dev.tgfetcher.archive.listing;

import java.time.LocalDate;

/** One day of a chat's calendar; a day is empty when it is complete and has no messages. */
public record ListedDay(LocalDate date, DayState state, int messageCount) {}
