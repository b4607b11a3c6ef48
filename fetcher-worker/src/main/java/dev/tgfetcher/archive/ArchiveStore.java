package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.StorageException;
import java.time.LocalDate;
import java.util.Optional;

/** Stores one file for each chat and day. */
public interface ArchiveStore {

  /**
   * Replaces the day's file with the collected messages, as a whole or not at all.
   *
   * @throws FencedException when the writer no longer owns the day, or a higher fencing token has
   *     written it; the day's file is unchanged
   * @throws StorageException when the disk refuses; the day's file is unchanged, unless only the
   *     sync of its new name failed
   */
  WriteOutcome write(DayMetadata metadata, DaySpool spool, WriteGuard guard);

  /**
   * The highest {@link WriteGuard#fencingToken} that has written a day; 0 when there is none.
   *
   * @throws StorageException when the disk refuses
   */
  long newestFencingToken(String chat, LocalDate date);

  /**
   * The header and digest of the day's file; empty when there is no readable file. The messages are
   * not read.
   */
  Optional<ArchivedDay> find(String chat, LocalDate date);
}
