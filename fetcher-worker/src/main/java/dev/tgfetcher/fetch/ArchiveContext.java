package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.event.EventFactory;
import java.time.InstantSource;

/**
 * What the day archivers of all commands share.
 *
 * @param progress records the written days of each chat
 * @param forceRefetch whether every command reads complete days again
 * @param tdlibVersion stands in the header of each day's file
 */
record ArchiveContext(
    ArchiveStore store,
    ArchiveProgress progress,
    boolean forceRefetch,
    DayLocks locks,
    EventFactory events,
    InstantSource clock,
    String tdlibVersion,
    FetchListener listener) {}
