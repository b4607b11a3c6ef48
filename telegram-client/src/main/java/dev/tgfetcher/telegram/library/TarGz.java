package dev.tgfetcher.telegram.library;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Extracts one file from a {@code .tar.gz}. */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;

  private TarGz() {}

  /**
   * Writes an entry of the archive to the target.
   *
   * @throws IOException also when the entry is missing or the archive is damaged
   */
  static void extract(Path archive, String entry, Path target) throws IOException {
    try (InputStream tar =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (byte[] header = block(tar); header[0] != 0; header = block(tar)) {
        long size = Long.parseLong(text(header, SIZE_OFFSET, SIZE_LENGTH).strip(), 8);
        if (text(header, 0, NAME_LENGTH).equals(entry)) {
          copy(tar, size, target);
          return;
        }
        tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
      }
    } catch (NumberFormatException e) {
      throw new IOException(archive.getFileName() + " is no tar archive", e);
    }
    throw new IOException(archive.getFileName() + " holds no " + entry);
  }

  private static byte[] block(InputStream tar) throws IOException {
    byte[] block = tar.readNBytes(BLOCK);
    if (block.length < BLOCK) {
      throw new EOFException("the archive ends too early");
    }
    return block;
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static void copy(InputStream tar, long size, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive ends too early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
