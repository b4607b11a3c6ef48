package dev.tgfetcher.archive.listing;

import java.time.LocalDate;

/** One day of a chat's calendar. */
public record ListedDay(LocalDate date, DayState state, int messageCount) {}
