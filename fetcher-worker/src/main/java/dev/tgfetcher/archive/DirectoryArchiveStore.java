package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores the archive in a directory. One writer at a time replaces the days of a chat, also among
 * several processes. A crash leaves only whole files in the places of days, and temp files, which
 * the next process removes with its first write to the chat.
 */
public final class DirectoryArchiveStore implements ArchiveStore {
  public static final int DEFAULT_REVISIONS = 5;

  private final ArchiveLayout layout;
  private final int revisionsToKeep;

  /** The chats in whose folders this process has removed what dead writers left. */
  private final Set<String> swept = ConcurrentHashMap.newKeySet();

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
          () -> {
            sweep(metadata.chat());
            return new DayReplacement(layout, revisionsToKeep, metadata, spool, guard).run();
          });
    } catch (IOException e) {
      throw new StorageException("write", place, e);
    }
  }

  /** Needs the chat's lock: without another writer, each temp file is of a dead one. */
  private void sweep(String chat) throws IOException {
    if (swept.contains(chat)) {
      return;
    }
    for (Path temp : layout.temps(chat)) {
      Files.deleteIfExists(temp);
    }
    swept.add(chat);
  }
}
