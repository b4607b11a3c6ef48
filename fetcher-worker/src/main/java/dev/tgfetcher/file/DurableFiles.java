package dev.tgfetcher.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that survive a power cut once these methods return. */
public final class DurableFiles {
  private DurableFiles() {}

  public static void write(Path file, byte[] content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /** Gives a durable file its name, in place of what had it. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(to);
  }

  /**
   * Gives a file a second name, which must be free: a hard link, or where there are none a copy.
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

  /** Windows opens no folders, and keeps names durable by itself. */
  private static void syncFolder(Path file) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
