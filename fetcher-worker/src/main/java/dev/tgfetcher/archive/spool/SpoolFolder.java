package dev.tgfetcher.archive.spool;

import dev.tgfetcher.file.FolderListing;
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
 * The folder in which one worker collects days. The worker locks a file in it until it exits, so a
 * folder with an unlocked file belongs to a dead worker and is stale.
 */
public final class SpoolFolder implements Closeable {
  private static final String LOCK = "lock";

  private final SpoolLayout layout;
  private final Path folder;
  private final PathLock lock;
  private final AtomicLong spools = new AtomicLong();

  private SpoolFolder(SpoolLayout layout, Path folder, PathLock lock) {
    this.layout = layout;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Removes the stale folders, then creates this worker's folder.
   *
   * @throws StorageException when the disk refuses, or a living worker has the worker id
   */
  public static SpoolFolder open(Path dataDirectory, String workerId) {
    SpoolLayout layout = new SpoolLayout(dataDirectory);
    Path folder = layout.folder(workerId);
    return PathLock.withLock(
        layout.lock(),
        () -> {
          stale(layout).forEach(SpoolFolder::remove);
          return PathLock.tryAcquire(folder.resolve(LOCK))
              .map(lock -> new SpoolFolder(layout, folder, lock))
              .orElseThrow(() -> new StorageException("take", folder, new IOException("in use")));
        });
  }

  /** The folders of workers that died. */
  public static List<Path> findStale(Path dataDirectory) {
    SpoolLayout layout = new SpoolLayout(dataDirectory);
    return FolderListing.of(layout.folders()).isEmpty()
        ? List.of()
        : PathLock.withLock(layout.lock(), () -> stale(layout));
  }

  /** Removes the folders of workers that died, and returns their paths. */
  public static List<Path> removeStale(Path dataDirectory) {
    SpoolLayout layout = new SpoolLayout(dataDirectory);
    return PathLock.withLock(
        layout.lock(),
        () -> {
          List<Path> stale = stale(layout);
          stale.forEach(SpoolFolder::remove);
          return stale;
        });
  }

  /**
   * Needs the lock of all folders: this check locks each folder for a moment, and a worker that
   * opened its folder then would find it in use.
   */
  private static List<Path> stale(SpoolLayout layout) {
    return FolderListing.of(layout.folders()).stream()
        .filter(Files::isDirectory)
        .filter(SpoolFolder::isStale)
        .toList();
  }

  private static boolean isStale(Path folder) {
    Optional<PathLock> lock = PathLock.tryAcquire(folder.resolve(LOCK));
    lock.ifPresent(PathLock::close);
    return lock.isPresent();
  }

  /** The folder itself, for other temporary files of the worker; {@link #close} removes them. */
  public Path path() {
    return folder;
  }

  public DaySpool newSpool(LocalDate date) {
    return new DaySpool(folder, date, Long.toString(spools.incrementAndGet()));
  }

  /** Removes the folder with all files in it. */
  @Override
  public void close() {
    PathLock.withLock(
        layout.lock(),
        () -> {
          lock.close();
          remove(folder);
          return folder;
        });
  }

  private static void remove(Path folder) {
    try {
      for (Path file : FolderListing.of(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new StorageException("remove", folder, e);
    }
  }
}
