package dev.tgfetcher.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a folder can be written: writes a file of the size of an ordinary day, and
 * removes it.
 *
 * @param file no other process uses a file of this name
 */
public record FolderProbe(Path file) implements StorageProbe {
  private static final Logger log = LoggerFactory.getLogger(FolderProbe.class);
  private static final int BYTES = 1 << 20;

  @Override
  public void run() {
    try {
      Files.createDirectories(file.getParent());
      DurableFiles.write(file, new byte[BYTES]);
    } catch (IOException e) {
      throw new StorageException("write", file, e);
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("A probe stays until the next one: {}", file, e);
    }
  }
}
