package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Temp files and spools of dead writers. A temp file is stale when no writer has the lock. */
final class Leftovers {
  private Leftovers() {}

  /** The leftovers, except temp files of chats that a writer has locked. */
  static List<Path> find(ArchiveLayout layout) {
    List<Path> found = new ArrayList<>(SpoolFolder.findStale(layout.root()));
    for (String chat : layout.chats()) {
      List<Path> temps = layout.temps(chat);
      if (!temps.isEmpty()) {
        Optional<PathLock> lock = PathLock.tryAcquire(layout.lockFile(chat));
        lock.ifPresent(free -> found.addAll(layout.temps(chat)));
        lock.ifPresent(PathLock::close);
      }
    }
    return found;
  }

  /** Waits for the writers, removes the leftovers, and returns the removed files. */
  static List<Path> remove(ArchiveLayout layout) {
    List<Path> removed = new ArrayList<>(SpoolFolder.removeStale(layout.root()));
    for (String chat : layout.chats()) {
      if (!layout.temps(chat).isEmpty()) {
        removed.addAll(PathLock.withLock(layout.lockFile(chat), () -> removeTemps(layout, chat)));
      }
    }
    return removed;
  }

  private static List<Path> removeTemps(ArchiveLayout layout, String chat) {
    List<Path> temps = layout.temps(chat);
    temps.forEach(Leftovers::delete);
    return temps;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("remove", file, e);
    }
  }
}
