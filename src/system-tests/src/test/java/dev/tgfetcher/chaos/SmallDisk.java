package dev.tgfetcher.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, which a test can fill. Its mount needs root. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final boolean mounted;
  private volatile boolean full;

  /**
   * Mounts the disk on a folder, if this user may.
   *
   * @param size as the option {@code size} of tmpfs takes it
   */
  SmallDisk(Path folder, String size) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) == 0;
  }

  boolean isMounted() {
    return mounted;
  }

  boolean isFull() {
    return full;
  }

  /** Fills the disk, if it is mounted. */
  void fill() {
    if (!mounted) {
      return;
    }
    full = true;
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // The disk is full now.
    }
  }

  void free() {
    try {
      Files.deleteIfExists(filler());
      full = false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path filler() {
    return folder.resolve(".filler");
  }

  static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    if (!mounted) {
      return;
    }
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
