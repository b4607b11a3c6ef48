package dev.tgfetcher.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes to files that survive a power cut once the method returns. */
public final class DurableFiles {
  private DurableFiles() {}

  public static void write(Path file, byte[] content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /** Renames a durable file and replaces the file of that name, in one step. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(to);
  }

  /**
   * Gives a file a second name, which must be free. The second name is a hard link, or a copy where
   * the file system has no links.
   */
  public static void alias(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      syncFolder(to);
    } catch (UnsupportedOperationException | IOException noLinks) {
      Path copy = to.resolveSibling("." + to.getFileName() + ".tmp");
      try {
        Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
        syncFile(copy);
        rename(copy, to);
      } finally {
        Files.deleteIfExists(copy);
      }
    }
  }

  private static void syncFile(Path file) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.getFD().sync();
    }
  }

  /** Windows cannot open folders; it makes names durable without a sync. */
  private static void syncFolder(Path file) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
