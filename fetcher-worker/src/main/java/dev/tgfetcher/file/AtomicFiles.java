package dev.tgfetcher.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Changes to files that a reader sees whole or not at all. They are not synced: after a power cut a
 * file may have its former content, or none.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Replaces a file through a hidden temp file beside it. One caller at a time may replace it. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path temp = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.write(temp, content);
    Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
