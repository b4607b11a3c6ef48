package dev.tgfetcher.archive.location;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.progress.ArchiveProgress;

/**
 * An archive that a process uses: its days and its progress.
 *
 * @param connection is closed with the archive
 */
public record OpenArchive(ArchiveStore store, ArchiveProgress progress, Connection connection)
    implements AutoCloseable {
  @Override
  public void close() {
    connection.close();
  }

  /** The connection to the storage, if it needs one. */
  @FunctionalInterface
  public interface Connection extends AutoCloseable {
    Connection NONE = () -> {};

    @Override
    void close();
  }
}
