package dev.tgfetcher.file;

/** Finds out whether a storage can be written. */
@FunctionalInterface
public interface StorageProbe {
  /**
   * Writes and removes a file.
   *
   * @throws StorageException when the storage cannot be written
   */
  void run();
}
