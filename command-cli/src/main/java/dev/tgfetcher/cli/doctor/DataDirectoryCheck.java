package dev.tgfetcher.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Checks that archive files can be written to the data directory. */
final class DataDirectoryCheck {
  private static final String CHECK = "data directory";
  private static final long LITTLE_SPACE = 1L << 30;

  private DataDirectoryCheck() {}

  static CheckResult of(Path directory) {
    Path folder = directory.toAbsolutePath().normalize();
    if (!Files.exists(folder)) {
      return ofMissing(folder);
    }
    try {
      writeThrough(folder);
      return ofSpace(folder, Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return notWritable(folder);
    }
  }

  /** Writes a file to the disk, as a worker does before it publishes a day. */
  private static void writeThrough(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, ".doctor", null);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}));
      channel.force(true);
    } finally {
      Files.delete(file);
    }
  }

  /** A worker creates a missing folder. This creates it as well, and removes it again. */
  private static CheckResult ofMissing(Path folder) {
    List<Path> missing = new ArrayList<>();
    for (Path one = folder; one != null && !Files.exists(one); one = one.getParent()) {
      missing.add(one);
    }
    try {
      Files.createDirectories(folder);
      writeThrough(folder);
      return CheckResult.passed(CHECK, folder + ", the first worker creates it");
    } catch (IOException e) {
      return CheckResult.failed(
          CHECK,
          folder + " cannot be made: " + e.getMessage(),
          "give this user the right to write there, or set DATA_DIR");
    } finally {
      missing.forEach(DataDirectoryCheck::removeEmpty);
    }
  }

  private static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException inUse) {
      // Another process has written to it.
    }
  }

  private static CheckResult notWritable(Path folder) {
    return CheckResult.failed(
        CHECK,
        folder + " cannot be written",
        "give this user the right to write there, or set DATA_DIR");
  }

  static CheckResult ofSpace(Path folder, long bytes) {
    String detail = folder + ", " + (bytes >> 20) + " MiB free";
    return bytes >= LITTLE_SPACE
        ? CheckResult.passed(CHECK, detail)
        : CheckResult.warned(CHECK, detail, "make room, or set DATA_DIR to a larger disk");
  }
}
