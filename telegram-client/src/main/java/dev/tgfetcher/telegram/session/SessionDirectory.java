package dev.tgfetcher.telegram.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a session, locked by this process until it is closed. TDLib locks it too, but
 * this lock names the process that owns it.
 */
public final class SessionDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionDirectory.class);
  private static final String LOCK_FILE = "session.lock";

  private final Path path;
  private final FileChannel channel;

  private SessionDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Locks the directory. A missing directory is made, readable to its owner alone.
   *
   * @throws SessionUnavailableException when the directory is locked or cannot be written
   */
  public static SessionDirectory lock(Path directory) {
    try {
      create(directory);
      FileChannel channel = FileChannel.open(directory.resolve(LOCK_FILE), CREATE, READ, WRITE);
      if (tryLock(channel) == null) {
        try (channel) {
          throw new SessionUnavailableException(
              SessionProblem.LOCKED,
              "the session directory %s is in use by process %s"
                  .formatted(directory, ownerIn(channel)));
        }
      }
      writeOwner(channel);
      return new SessionDirectory(directory, channel);
    } catch (IOException e) {
      throw new SessionUnavailableException(
          SessionProblem.DIRECTORY,
          "the session directory cannot be written: " + e.getMessage(),
          e);
    }
  }

  /** Returns the id of the process that has locked the directory; empty when none has. */
  static Optional<String> lockOwner(Path directory) {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK_FILE), READ, WRITE)) {
      return tryLock(channel) == null ? Optional.of(ownerIn(channel)) : Optional.empty();
    } catch (IOException neverLocked) {
      return Optional.empty();
    }
  }

  private static void create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
      try {
        Path unused = Files.createDirectory(directory, OwnerOnly.folderIn(parent));
      } catch (FileAlreadyExistsException e) {
        // Another process has created it in between; its lock decides.
        log.debug("{} exists by now", directory);
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      // Windows forbids others to read locked bytes, so the lock lies beyond the process id.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException lockedHere) {
      return null;
    }
  }

  private static String ownerIn(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    return US_ASCII.decode(text.flip()).toString().strip();
  }

  private static void writeOwner(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("The lock of a session directory could not be closed", e);
    }
  }
}
