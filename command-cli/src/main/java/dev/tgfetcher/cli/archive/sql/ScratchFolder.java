package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.file.FolderListing;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the temporary files of one process, which only this user can read. The process locks
 * a file in it until it exits, so an older folder with an unlocked file is the rest of a killed
 * process.
 */
public final class ScratchFolder implements AutoCloseable {
  static final String PREFIX = "tg-fetcher-sql-";

  private static final String LOCK = "lock";

  /** A new folder has no lock for a moment. */
  private static final Duration SURELY_LOCKED = Duration.ofMinutes(10);

  private final Path folder;
  private final PathLock lock;

  private ScratchFolder(Path folder, PathLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Removes the folders of killed processes in the parent, then creates one.
   *
   * @throws StorageException when no folder can be created
   */
  public static ScratchFolder create(Path parent) {
    removeStale(parent);
    try {
      Path folder = Files.createTempDirectory(parent, PREFIX);
      return PathLock.tryAcquire(folder.resolve(LOCK))
          .map(lock -> new ScratchFolder(folder, lock))
          .orElseThrow(() -> new StorageException("lock", folder, new IOException("in use")));
    } catch (IOException e) {
      throw new StorageException("create a temporary folder in", parent, e);
    }
  }

  public Path path() {
    return folder;
  }

  private static void removeStale(Path parent) {
    Instant before = Instant.now().minus(SURELY_LOCKED);
    for (Path folder : FolderListing.of(parent)) {
      if (folder.getFileName().toString().startsWith(PREFIX)) {
        removeIfStale(folder, before);
      }
    }
  }

  /** Leaves folders of other users, which this user cannot remove. */
  private static void removeIfStale(Path folder, Instant before) {
    try {
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)
          && Files.isWritable(folder)
          && PathLock.tryAcquire(folder.resolve(LOCK)).map(ScratchFolder::release).orElse(false)) {
        remove(folder);
      }
    } catch (IOException | StorageException notOurs) {
      // The folder stays, and harms nothing but the space on the disk.
    }
  }

  private static boolean release(PathLock lock) {
    lock.close();
    return true;
  }

  @Override
  public void close() {
    lock.close();
    try {
      remove(folder);
    } catch (IOException e) {
      throw new StorageException("remove", folder, e);
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
