package dev.tgfetcher.comment;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A temporary file to which records are appended, and from which they are read in any order. It is
 * written and read in blocks: the last one is in memory until it is full, and a few that were read
 * stay in memory. It uses a {@link RandomAccessFile}, because an interrupt closes a channel.
 */
final class BlockFile implements Closeable {
  static final int BLOCK = 1 << 15;
  private static final int CACHED_BLOCKS = 8;

  private final RandomAccessFile file;
  private final byte[] last = new byte[BLOCK];
  private int lastLength;

  /** The length of the file on disk, a multiple of {@link #BLOCK}. */
  private long written;

  private final Map<Long, byte[]> cached = new LinkedHashMap<>(16, 0.75f, true);

  BlockFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  /** The number of bytes appended so far, and so the position of the next record. */
  long length() {
    return written + lastLength;
  }

  void append(byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      int part = Math.min(bytes.length - done, BLOCK - lastLength);
      System.arraycopy(bytes, done, last, lastLength, part);
      done += part;
      lastLength += part;
      if (lastLength == BLOCK) {
        writeLast();
      }
    }
  }

  private void writeLast() throws IOException {
    file.seek(written);
    file.write(last);
    written += BLOCK;
    lastLength = 0;
  }

  /** Reads bytes that were appended before. */
  byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      long from = position + done;
      int offset = (int) (from % BLOCK);
      int part = Math.min(length - done, BLOCK - offset);
      System.arraycopy(block(from - offset), offset, bytes, done, part);
      done += part;
    }
    return bytes;
  }

  private byte[] block(long start) throws IOException {
    if (start == written) {
      return last;
    }
    byte[] known = cached.get(start);
    if (known != null) {
      return known;
    }
    byte[] block = new byte[BLOCK];
    file.seek(start);
    file.readFully(block);
    if (cached.size() == CACHED_BLOCKS) {
      cached.remove(cached.keySet().iterator().next());
    }
    cached.put(start, block);
    return block;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
