package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Stores the archive in a directory. One writer at a time replaces the days of a chat, also among
 * several processes. A crash leaves only whole files in the places of days.
 */
public final class DirectoryArchiveStore implements ArchiveStore {
  public static final int DEFAULT_REVISIONS = 5;

  private final ArchiveLayout layout;
  private final int revisionsToKeep;

  /**
   * @param revisionsToKeep the number of former revisions of a day, {@code ARCHIVE_REVISIONS}
   */
  public DirectoryArchiveStore(ArchiveLayout layout, int revisionsToKeep) {
    if (revisionsToKeep < 0) {
      throw new IllegalArgumentException(
          "revisionsToKeep must not be negative: " + revisionsToKeep);
    }
    this.layout = layout;
    this.revisionsToKeep = revisionsToKeep;
  }

  @Override
  public Optional<ArchivedDay> find(String chat, LocalDate date) {
    return ArchivedDay.find(layout, chat, date);
  }

  @Override
  public long newestFencingToken(String chat, LocalDate date) {
    try {
      return new Fence(layout, chat, date).newest();
    } catch (IOException e) {
      throw new StorageException("read", layout.fenceFile(chat, date), e);
    }
  }

  @Override
  public WriteOutcome write(DayMetadata metadata, DaySpool spool, WriteGuard guard) {
    if (!metadata.date().equals(spool.date())) {
      throw new IllegalArgumentException(
          "the spool is of " + spool.date() + ", the metadata of " + metadata.date());
    }
    Path place = layout.dayFile(metadata.chat(), metadata.date());
    try {
      Files.createDirectories(place.getParent());
      return PathLock.withLock(
          layout.lockFile(metadata.chat()),
          new DayReplacement(layout, revisionsToKeep, metadata, spool, guard)::run);
    } catch (IOException e) {
      throw new StorageException("write", place, e);
    }
  }
}
