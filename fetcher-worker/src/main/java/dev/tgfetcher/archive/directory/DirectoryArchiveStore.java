package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores the archive in a directory. One writer at a time replaces the days of a chat, also among
 * several processes. A crash leaves only whole files in the places of days, and temp files, which
 * the next process removes with its first write to the chat.
 */
public final class DirectoryArchiveStore extends DirectoryDays implements ArchiveStore {
  private final int revisionsToKeep;

  /** The chats in whose folders this process has removed what dead writers left. */
  private final Set<String> swept = ConcurrentHashMap.newKeySet();

  /**
   * @param revisionsToKeep the number of former revisions of a day, {@code ARCHIVE_REVISIONS}
   */
  public DirectoryArchiveStore(ArchiveLayout layout, int revisionsToKeep) {
    super(layout);
    if (revisionsToKeep < 0) {
      throw new IllegalArgumentException(
          "revisionsToKeep must not be negative: " + revisionsToKeep);
    }
    this.revisionsToKeep = revisionsToKeep;
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

  @Override
  public List<String> leftovers() {
    return Leftovers.find(layout).stream().map(Path::toString).toList();
  }

  @Override
  public List<String> removeLeftovers() {
    return Leftovers.remove(layout).stream().map(Path::toString).toList();
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
