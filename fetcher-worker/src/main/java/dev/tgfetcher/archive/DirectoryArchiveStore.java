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
 * Keeps the archive in a folder, safe against crashes and against other processes: one writer at a
 * time replaces the days of a chat, and leaves nothing but whole files in their places.
 */
public final class DirectoryArchiveStore implements ArchiveStore {
  public static final int DEFAULT_REVISIONS = 5;

  private final ArchiveLayout layout;
  private final int revisionsToKeep;

  /**
   * @param revisionsToKeep former revisions of a day, {@code ARCHIVE_REVISIONS}
   */
  public DirectoryArchiveStore(ArchiveLayout layout, int revisionsToKeep) {
    if (revisionsToKeep < 0) {
      throw new IllegalArgumentException("Cannot keep " + revisionsToKeep + " revisions");
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
  public WriteOutcome write(DayMetadata draft, DaySpool spool, WriteGuard permit) {
    if (!draft.date().equals(spool.date())) {
      throw new IllegalArgumentException(draft.date() + " is not the spool's " + spool.date());
    }
    Path place = layout.dayFile(draft.chat(), draft.date());
    try {
      Files.createDirectories(place.getParent());
      return PathLock.holding(
          layout.lockFile(draft.chat()),
          new DayReplacement(layout, revisionsToKeep, draft, spool, permit)::run);
    } catch (IOException e) {
      throw new StorageException("write", place, e);
    }
  }
}
