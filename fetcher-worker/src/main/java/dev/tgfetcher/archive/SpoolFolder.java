package dev.tgfetcher.archive;

import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker's place for the days that it collects. Its lock file is locked as long as the worker
 * lives, which tells its spools from those of a worker that died.
 */
public final class SpoolFolder implements Closeable {
  private static final String LOCK = "lock";

  private final ArchiveLayout layout;
  private final Path folder;
  private final PathLock lock;
  private final AtomicLong spools = new AtomicLong();

  private SpoolFolder(ArchiveLayout layout, Path folder, PathLock lock) {
    this.layout = layout;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Removes what dead workers left, then makes this worker's folder.
   *
   * @throws StorageException when the disk refuses, or the worker id is taken by a living worker
   */
  public static SpoolFolder open(ArchiveLayout layout, String workerId) {
    Path folder = layout.spoolFolder(workerId);
    return PathLock.holding(
        layout.spoolsLock(),
        () -> {
          stale(layout).forEach(SpoolFolder::remove);
          return PathLock.tryAcquire(folder.resolve(LOCK))
              .map(lock -> new SpoolFolder(layout, folder, lock))
              .orElseThrow(() -> new StorageException("take", folder, new IOException("in use")));
        });
  }

  /** The folders of workers that no longer live. */
  static List<Path> findStale(ArchiveLayout layout) {
    return ArchiveLayout.entries(layout.spools()).isEmpty()
        ? List.of()
        : PathLock.holding(layout.spoolsLock(), () -> stale(layout));
  }

  /** Removes what dead workers left, and tells which folders those were. */
  static List<Path> removeStale(ArchiveLayout layout) {
    return PathLock.holding(
        layout.spoolsLock(),
        () -> {
          List<Path> stale = stale(layout);
          stale.forEach(SpoolFolder::remove);
          return stale;
        });
  }

  /** Asked under the lock of all spools, or a worker might find its own folder locked. */
  private static List<Path> stale(ArchiveLayout layout) {
    return ArchiveLayout.entries(layout.spools()).stream()
        .filter(Files::isDirectory)
        .filter(SpoolFolder::isStale)
        .toList();
  }

  private static boolean isStale(Path folder) {
    Optional<PathLock> lock = PathLock.tryAcquire(folder.resolve(LOCK));
    lock.ifPresent(PathLock::close);
    return lock.isPresent();
  }

  /** For whatever else is held on disk while a day is read; removed with the folder. */
  public Path scratch() {
    return folder;
  }

  public DaySpool newSpool(LocalDate date) {
    return new DaySpool(folder, date, Long.toString(spools.incrementAndGet()));
  }

  @Override
  public void close() {
    PathLock.holding(
        layout.spoolsLock(),
        () -> {
          lock.close();
          remove(folder);
          return folder;
        });
  }

  private static void remove(Path folder) {
    try {
      for (Path file : ArchiveLayout.entries(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new StorageException("remove", folder, e);
    }
  }
}
