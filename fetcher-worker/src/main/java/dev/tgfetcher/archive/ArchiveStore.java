package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.StorageException;
import java.time.LocalDate;
import java.util.Optional;

/** Keeps one file a chat and day. */
public interface ArchiveStore {

  /**
   * Makes the collected messages the day's content, whole or not at all.
   *
   * @throws FencedException when the permit was lost, or a newer token has written the day; the
   *     day's file is as it was
   * @throws StorageException when the disk refused; the day's file is as it was, unless the name
   *     alone could not be made durable
   */
  WriteOutcome write(DayMetadata draft, DaySpool spool, WriteGuard permit);

  /**
   * The newest {@link WriteGuard#token} that has written a day; 0 when none has.
   *
   * @throws StorageException when the disk refused
   */
  long newestFencingToken(String chat, LocalDate date);

  /** The day's file; empty when there is none or it cannot be read. Costs no pass over messages. */
  Optional<ArchivedDay> find(String chat, LocalDate date);
}
