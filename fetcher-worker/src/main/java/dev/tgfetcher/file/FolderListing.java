package dev.tgfetcher.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists folders. */
public final class FolderListing {
  private FolderListing() {}

  /**
   * The entries of a folder in the order of their names; empty when there is no folder.
   *
   * @throws StorageException when the folder cannot be read
   */
  public static List<Path> of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new StorageException("list", folder, e);
    }
  }
}
