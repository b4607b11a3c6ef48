package dev.tgfetcher.archive.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that is first appended to, then read mostly from its end towards its start. One buffer
 * serves both: first it contains the end that is not on disk yet, later a window that moves
 * backwards. It uses a {@link RandomAccessFile}, because an interrupt closes a channel.
 */
final class SpoolFile implements Closeable {
  private final RandomAccessFile file;
  private final byte[] buffer;
  private long length;
  private long bufferOffset;
  private int buffered;
  private boolean sealed;

  SpoolFile(Path path, int bufferSize) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.file.setLength(0);
    this.buffer = new byte[bufferSize];
  }

  void append(byte[] bytes) throws IOException {
    if (sealed) {
      throw new IllegalStateException("the spool is sealed; nothing can be appended to it");
    }
    if (bytes.length > buffer.length - buffered) {
      flush();
    }
    length += bytes.length;
    if (bytes.length > buffer.length) {
      file.write(bytes);
      bufferOffset += bytes.length;
      return;
    }
    System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
    buffered += bytes.length;
  }

  /** The number of bytes appended so far. */
  long length() {
    return length;
  }

  /** Ends the appending. Needed before the first copy. */
  void seal() throws IOException {
    if (!sealed) {
      flush();
      sealed = true;
    }
  }

  void copy(long offset, int length, OutputStream out) throws IOException {
    if (length > buffer.length) {
      out.write(read(new byte[length], offset, length));
      return;
    }
    if (offset < bufferOffset || offset + length > bufferOffset + buffered) {
      moveWindowBackTo(offset + length);
    }
    out.write(buffer, (int) (offset - bufferOffset), length);
  }

  private void moveWindowBackTo(long end) throws IOException {
    bufferOffset = Math.max(0, end - buffer.length);
    buffered = (int) (end - bufferOffset);
    read(buffer, bufferOffset, buffered);
  }

  private byte[] read(byte[] bytes, long offset, int length) throws IOException {
    file.seek(offset);
    file.readFully(bytes, 0, length);
    return bytes;
  }

  private void flush() throws IOException {
    file.write(buffer, 0, buffered);
    bufferOffset += buffered;
    buffered = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
