package dev.tgfetcher.chaos.history;

import java.time.Instant;

/**
 * A day's file as an observer saw it.
 *
 * @param series the file; its revisions that the archive keeps are another series
 * @param day the chat and date
 * @param fence the highest token that had written the day; 0 if it is not known
 */
public record FileSeen(
    String series, String day, int revision, Instant fetchedAt, long fence, String checksum) {}
