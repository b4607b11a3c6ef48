/**
 * The archive: one JSON file a chat and day, written so that it is whole at any time.
 *
 * <pre>
 * SpoolFolder -> DaySpool     a day's messages gather on disk, newest first
 * ArchiveStore.write          they become the day's file; the former one is kept as a revision
 * ProgressFile                what was written is taken down for people and older schedulers
 * ArchiveVerifier, Listing    what is there is read again
 * </pre>
 */
package dev.tgfetcher.archive;
