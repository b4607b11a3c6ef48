package dev.tgfetcher.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file. The operating system locks out other processes; a semaphore locks out other
 * threads, because a file lock belongs to the whole process. The system releases the lock of a
 * process that dies. The lock file is never deleted: two processes could otherwise lock two files
 * of one name.
 */
public final class PathLock implements Closeable {
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private PathLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  private static PathLock acquire(Path file) {
    threads(file).acquireUninterruptibly();
    return lock(file, FileChannel::lock).orElseThrow();
  }

  /** Waits for the lock and runs the action under it. */
  public static <T, X extends Exception> T withLock(Path file, Action<T, X> action) throws X {
    PathLock lock = acquire(file);
    try {
      return action.run();
    } finally {
      lock.close();
    }
  }

  /** Empty when another thread or process has the lock. */
  public static Optional<PathLock> tryAcquire(Path file) {
    return threads(file).tryAcquire() ? lock(file, FileChannel::tryLock) : Optional.empty();
  }

  private static Optional<PathLock> lock(Path file, Locking locking) {
    FileChannel channel = null;
    boolean locked = false;
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = locking.lock(channel) != null;
      return locked ? Optional.of(new PathLock(file, channel)) : Optional.empty();
    } catch (IOException e) {
      throw new StorageException("lock", file, e);
    } finally {
      if (!locked) {
        release(file, channel);
      }
    }
  }

  @Override
  public void close() {
    release(file, channel);
  }

  private static void release(Path file, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new StorageException("unlock", file, e);
    } finally {
      threads(file).release();
    }
  }

  private static Semaphore threads(Path file) {
    return THREADS.computeIfAbsent(file, path -> new Semaphore(1));
  }

  public interface Action<T, X extends Exception> {
    T run() throws X;
  }

  private interface Locking {
    @Nullable FileLock lock(FileChannel channel) throws IOException;
  }
}
