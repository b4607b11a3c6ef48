package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.StorageException;
import java.time.LocalDate;
import java.util.List;

/** Stores one file for each chat and day, and keeps its former revisions. */
public interface ArchiveStore extends StoredDays {
  /** The number of former revisions, unless {@code ARCHIVE_REVISIONS} is set. */
  int DEFAULT_REVISIONS = 5;

  /**
   * Replaces the day's file with the collected messages, as a whole or not at all.
   *
   * @throws FencedException when the writer no longer owns the day, or a higher fencing token has
   *     written it; the day's file is unchanged
   * @throws StorageException when the storage refuses; the day's file is unchanged, unless only the
   *     sync of its new name failed
   */
  WriteOutcome write(DayMetadata metadata, DaySpool spool, WriteGuard guard);

  /**
   * The highest {@link WriteGuard#fencingToken} that has written a day; 0 when there is none.
   *
   * @throws StorageException when the storage refuses
   */
  long newestFencingToken(String chat, LocalDate date);

  /** The places of the rests that dead writers left, also of their spools on the local disk. */
  List<String> leftovers();

  /** Removes the rests of dead writers, and returns their places. */
  List<String> removeLeftovers();
}
