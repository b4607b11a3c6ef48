package dev.tgfetcher.archive.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Some bytes of a file as a stream. */
final class FileSlice extends InputStream {
  private final RandomAccessFile file;
  private long left;

  private FileSlice(RandomAccessFile file, long length) {
    this.file = file;
    this.left = length;
  }

  static FileSlice open(Path path, long offset, long length) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    file.seek(offset);
    return new FileSlice(file, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = file.read(buffer, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
